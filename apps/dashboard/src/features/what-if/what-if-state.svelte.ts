import type { WhatIfBase, WhatIfJob, WhatIfList } from '@wanding/contracts'
import { ApiError } from '../../shared/rest/api-error'
import { Fetched, poll } from '../../shared/rest/fetched.svelte'
import type { WhatIfAsk } from '../../shared/router/route'
import type { Session } from '../../shared/session.svelte'

/** A running what-if is looked at this often; one that has ended not any more. */
const LOOK_MS = 700
const LIST_MS = 10_000
const PATHS = { run: 'runs', compare: 'compare', surface: 'surface', optimise: 'optimise' } as const

/** The what-if that is shown, the mill it would start from, and those asked before. */
export class WhatIfState {
  readonly job = new Fetched<WhatIfJob>()
  readonly base = new Fetched<WhatIfBase>()
  readonly list = new Fetched<WhatIfList>()
  asking = $state(false)
  /** Why the last one could not be asked. */
  refused = $state.raw<ApiError | null>(null)

  constructor(private readonly session: Session) {}

  get isOver(): boolean {
    const state = this.job.value?.state
    return state === 'done' || state === 'failed' || state === 'cancelled'
  }

  followList(mill: string): () => void {
    void this.base.load(() => this.session.api.whatIfBase(mill))
    return poll(() => this.list.load(() => this.session.api.whatIfs()), LIST_MS)
  }

  /** Looks at a job until it is over. Returns what ends it. */
  followJob(id: string): () => void {
    if (this.job.value?.id !== id) this.job.clear()
    return poll(() => {
      if (this.job.value?.id === id && this.isOver) return
      return this.job.load(() => this.session.api.whatIf(id))
    }, LOOK_MS)
  }

  /** Asks, and goes to the address of the answer. */
  async ask(kind: WhatIfAsk, request: Record<string, unknown>): Promise<void> {
    this.asking = true
    this.refused = null
    try {
      const job = await this.session.api.askWhatIf(PATHS[kind], request)
      this.job.value = job
      const { page } = this.session.router
      const base = page.name === 'what-if' ? page.base : null
      this.session.router.go({ name: 'what-if', id: job.id, ask: kind, base })
      void this.list.load(() => this.session.api.whatIfs())
    } catch (error) {
      this.refused = error instanceof ApiError ? error : new ApiError('answer/unreadable', 0, String(error))
    } finally {
      this.asking = false
    }
  }

  /** Asks what failed or was cancelled once more. */
  askAgain({ kind, request }: WhatIfJob): Promise<void> {
    return this.ask(kind, request)
  }

  async cancel(id: string): Promise<void> {
    await this.job.load(() => this.session.api.cancelWhatIf(id))
  }
}
