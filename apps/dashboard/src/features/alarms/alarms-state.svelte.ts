import type { AlarmActionInput, AlarmsNow, AlarmsRevision, AlarmView, PositionLoad } from '@wanding/contracts'
import type { LiveSource } from '../../shared/live/live-source'
import { type Applied, Revisions } from '../../shared/live/revisions'
import { watchRoom } from '../../shared/live/watch-room'
import { ApiError } from '../../shared/rest/api-error'
import type { Session } from '../../shared/session.svelte'

const NAME_KEY = 'wanding.operator'

/** The alarm book of a mill as it is told: a snapshot, and the revisions after it. */
export class AlarmsState {
  alarms = $state.raw<readonly AlarmView[]>([])
  load = $state.raw<readonly PositionLoad[]>([])
  journalProblem = $state<string | null>(null)
  loaded = $state(false)
  /** Who acts; remembered in this browser. */
  operator = $state(globalThis.localStorage?.getItem(NAME_KEY) ?? '')
  refused = $state.raw<ApiError | null>(null)
  busy = $state(false)
  #mill = ''
  readonly #revisions = new Revisions()

  /** Watches the alarms of a mill. Returns what ends it. */
  watch(source: LiveSource, mill: string): () => void {
    this.#mill = mill
    return watchRoom(
      source,
      { room: 'alarms', mill },
      {
        loaded: () => this.loaded,
        joined: ({ alarms }) => this.apply(alarms),
        heard: (revision) => this.revise(revision),
      },
    )
  }

  apply(now: AlarmsNow): void {
    this.#mill = now.mill
    this.#revisions.shows(now)
    this.alarms = now.alarms
    this.load = now.load
    this.journalProblem = now.journalProblem
    this.loaded = true
  }

  /** Takes the next revision; one that is not the next leaves the book as it is. */
  revise(revision: AlarmsRevision): Applied {
    const next = this.#revisions.next(revision)
    if (next !== 'next') return next
    this.#revisions.shows(revision)
    this.journalProblem = revision.journalProblem
    if (revision.load) this.load = revision.load
    const touched = new Set([...revision.gone, ...revision.changed.map(({ key }) => key)])
    if (touched.size > 0) {
      this.alarms = [...this.alarms.filter(({ key }) => !touched.has(key)), ...revision.changed]
    }
    return 'applied'
  }

  /** Carries out what the operator does; true when it was done. */
  async act(session: Session, action: AlarmActionInput): Promise<boolean> {
    this.busy = true
    this.refused = null
    try {
      globalThis.localStorage?.setItem(NAME_KEY, action.by)
      const view = await session.api.alarms.act(this.#mill, action)
      this.alarms = [...this.alarms.filter(({ key }) => key !== view.key), ...(view.state === 'normal' ? [] : [view])]
      return true
    } catch (error) {
      this.refused = error instanceof ApiError ? error : new ApiError('answer/unreadable', 0, String(error))
      return false
    } finally {
      this.busy = false
    }
  }
}
