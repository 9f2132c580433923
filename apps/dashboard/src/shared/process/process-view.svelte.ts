import type { DepartmentsNow } from '@wanding/contracts'
import { pollMoving } from '../live/poll-moving'
import { Fetched } from '../rest/fetched.svelte'
import type { Session } from '../session.svelte'
import { machineViews } from './machine-view'
import { ProcessState } from './process-state.svelte'

const HOUR_FIGURES_MS = 10_000

/** All machines of the mill as they are now, with what they did in the last hour. */
export class ProcessView {
  readonly process = new ProcessState()
  readonly departments = new Fetched<DepartmentsNow>()
  readonly #session: Session
  byKind = $derived.by(() => {
    const { mill } = this.#session
    const { machines, rows } = this.process
    return machineViews(machines, rows, mill.frames, mill.rows, this.departments.value)
  })
  look = $derived.by(() => {
    if (!this.process.loaded || !this.#session.mill.loaded) return 'loading' as const
    return this.#session.present ? ('good' as const) : ('stale' as const)
  })

  constructor(session: Session) {
    this.#session = session
  }

  /** Watches a mill; call inside an effect. Returns what ends it. */
  watch(mill: string): () => void {
    const session = this.#session
    this.departments.clear()
    const offs = [
      this.process.watch(session, mill),
      pollMoving(session, () => this.loadDepartments(mill), HOUR_FIGURES_MS),
    ]
    return () => {
      for (const off of offs) off()
    }
  }

  /** What machines did in the last hour is known of the present only. */
  loadDepartments(mill: string): void {
    const session = this.#session
    if (session.travel.atMs !== null) this.departments.clear()
    else void this.departments.load(() => session.api.departments(mill))
  }
}
