import type { WhatIfJob } from '@wanding/contracts'
import type { MillPlan } from '@wanding/mill'
import { identityOf } from './canonical'
import type { WhatIfQuestion } from './question'
import { CancelledError, type WorkerPool } from './worker-pool'

/** What-ifs that may wait; whoever asks for one more is told to come again. */
const MOST_WAITING = 16
/** What came out so far is worked out this often at the most. */
const LOOK_MS = 1000

/** Too many what-ifs wait already. */
export class QueueFullError extends Error {
  readonly code = 'what-if/queue-full'
  constructor() {
    super(`${MOST_WAITING} what-ifs wait already; cancel one, or ask again later`)
  }
}

interface Entry {
  job: WhatIfJob
  question: WhatIfQuestion
  cancelled: boolean
}

/** Runs what-ifs one after another, each over all threads; writes into the job what it is at. */
export class JobQueue {
  private readonly entries: Entry[] = []
  private running: Entry | undefined
  /** When what came out so far was worked out last. */
  private looked = 0

  constructor(
    private readonly pool: WorkerPool,
    private readonly told: { nowMs: () => number; onEnd: (job: WhatIfJob) => void },
  ) {}

  get waiting(): number {
    return this.entries.length
  }

  /** Throws a QueueFullError. */
  add(job: WhatIfJob, question: WhatIfQuestion): void {
    if (this.entries.length >= MOST_WAITING) throw new QueueFullError()
    this.entries.push({ job, question, cancelled: false })
    // After whoever asked has his answer.
    setImmediate(() => void this.next())
  }

  cancel(job: WhatIfJob): void {
    const at = this.entries.findIndex((entry) => entry.job === job)
    if (at >= 0) this.end(this.entries.splice(at, 1)[0]!, 'cancelled')
    else if (this.running?.job === job) {
      this.running.cancelled = true
      this.end(this.running, 'cancelled')
    }
  }

  /** Cancels everything. */
  stop(): void {
    for (const { job } of [...this.entries]) this.cancel(job)
    if (this.running) this.cancel(this.running.job)
  }

  private async next(): Promise<void> {
    if (this.running) return
    const entry = this.entries.shift()
    if (!entry) return
    this.running = entry
    entry.job.state = 'running'
    try {
      const found = await entry.question.run(this.replicator(entry), (share, soFar) =>
        this.progress(entry, share, soFar),
      )
      if (!entry.cancelled) {
        Object.assign(entry.job, found)
        this.end(entry, 'done')
      }
    } catch (error) {
      if (!entry.cancelled) {
        entry.job.error = error instanceof Error ? error.message : String(error)
        this.end(entry, error instanceof CancelledError ? 'cancelled' : 'failed')
      }
    }
    this.running = undefined
    void this.next()
  }

  private replicator(entry: Entry) {
    const { timing } = entry.question
    const keys = new WeakMap<MillPlan, string>()
    return {
      width: this.pool.width,
      replicate: async (plan: MillPlan, replication: number) => {
        if (entry.cancelled) throw new CancelledError('cancelled')
        const key = keys.get(plan) ?? identityOf({ plan, timing })
        keys.set(plan, key)
        const { outcome, seconds } = await this.pool.run({ key, plan, timing, replication })
        entry.job.threadSeconds += seconds
        return outcome
      },
    }
  }

  private progress({ job, cancelled }: Entry, share: number, soFar: () => Partial<WhatIfJob>): void {
    if (cancelled) return
    job.progress = share
    const nowMs = this.told.nowMs()
    if (nowMs - this.looked < LOOK_MS || share >= 1) return
    this.looked = nowMs
    Object.assign(job, soFar())
  }

  private end({ job }: Entry, state: 'done' | 'failed' | 'cancelled'): void {
    job.state = state
    job.finishedMs = this.told.nowMs()
    if (state === 'done') job.progress = 1
    this.told.onEnd(job)
  }
}
