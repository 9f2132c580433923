import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import type { WhatIfBase, WhatIfJob, WhatIfList } from '@wanding/contracts'
import { planFigures } from '@wanding/mill'
import { pino } from 'pino'
import { CLOCK, type Clock } from '../clock'
import { API_CONFIG, type ApiConfig } from '../config'
import { NORMS_IN_USE, type NormsInUse } from '../staffing'
import { identityOf } from './canonical'
import { JobQueue } from './job-queue'
import { KeptResults } from './kept-results'
import { MillLibrary } from './mill-library'
import { questionOf, type WhatIfRequest } from './question'
import { KEPT_RESULTS, MILL_LIBRARY, WHAT_IF_PROGRAM, type WhatIfProgram, WORKER_POOL } from './what-if.tokens'
import type { WorkerPool } from './worker-pool'

/** Results that are held in memory; more are in no list. */
const MOST_LISTED = 200

/** Takes what-ifs, runs one after another, and keeps what came out by what was asked. */
@Injectable()
export class WhatIfService implements OnModuleInit, OnApplicationShutdown {
  /** Jobs of this process and results of earlier ones, the newest last. */
  private readonly jobs = new Map<string, WhatIfJob>()
  private readonly queue: JobQueue
  private readonly log

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(API_CONFIG) config: ApiConfig,
    @Inject(NORMS_IN_USE) private readonly norms: NormsInUse,
    @Inject(WHAT_IF_PROGRAM) private readonly program: WhatIfProgram,
    @Inject(KEPT_RESULTS) private readonly kept: KeptResults,
    @Inject(MILL_LIBRARY) private readonly library: MillLibrary,
    @Inject(WORKER_POOL) private readonly pool: WorkerPool,
  ) {
    this.log = pino({ name: 'what-if', level: config.logLevel })
    this.queue = new JobQueue(pool, { nowMs: () => clock.nowMs(), onEnd: (job) => this.ended(job) })
  }

  async onModuleInit(): Promise<void> {
    const results = await this.kept.all((file, error) =>
      this.log.warn({ file, err: error }, 'a kept what-if cannot be read and is left out'),
    )
    for (const job of results.reverse()) this.jobs.set(job.id, job)
  }

  async onApplicationShutdown(): Promise<void> {
    this.queue.stop()
    await this.pool.stop()
  }

  /** A result that is kept or a job that is under way for the same question, or a new job. Throws what questionOf throws, or a QueueFullError. */
  ask(request: WhatIfRequest): { job: WhatIfJob; isNew: boolean } {
    const norms = this.norms.current()
    const question = questionOf(request, this.library, norms)
    const id = identityOf({ program: this.program.digest, ...(question.identity as object) })
    const known = this.jobs.get(id)
    if (known && known.state !== 'failed' && known.state !== 'cancelled') return { job: known, isNew: false }
    const job: WhatIfJob = {
      id,
      kind: question.kind,
      state: 'queued',
      progress: 0,
      createdMs: this.clock.nowMs(),
      finishedMs: null,
      threadSeconds: 0,
      error: null,
      request: question.request,
      basis: { mill: String(question.request.mill), normsVersion: norms.version, program: this.program.digest },
      comparison: null,
      surface: null,
      optimum: null,
    }
    this.queue.add(job, question)
    this.remember(job)
    return { job, isNew: true }
  }

  /** Throws a MillFileError for no such mill. */
  base(mill: string): WhatIfBase {
    const choice = this.library.resolved({ mill })
    const { load, base } = this.library.reader(choice)
    const plan = load(base)
    const tenters = plan.staff.posts.find(({ roles }) => roles.includes('ring-piecing'))
    return { mill: choice.mill, name: plan.name, tenterPost: tenters?.id ?? '', plan: planFigures(plan) }
  }

  /** Undefined for a job that nobody asked for, or whose result is not kept any more. */
  job(id: string): WhatIfJob | undefined {
    return this.jobs.get(id)
  }

  /** Ends a job that is queued or runs; whatever it had found so far stays readable until the process ends. */
  cancel(id: string): WhatIfJob | undefined {
    const job = this.jobs.get(id)
    if (job) this.queue.cancel(job)
    return job
  }

  /** The newest first. */
  list(): WhatIfList {
    const jobs = [...this.jobs.values()]
      .reverse()
      .map(({ id, kind, state, progress, createdMs, finishedMs, request }) => ({
        id,
        kind,
        state,
        progress,
        createdMs,
        finishedMs,
        request,
      }))
    return { jobs, workers: this.pool.size, queued: this.queue.waiting }
  }

  private ended(job: WhatIfJob): void {
    if (job.state === 'failed') this.log.error({ id: job.id, error: job.error }, 'a what-if failed')
    if (job.state !== 'done') return
    this.kept.keep(job).catch((error) => this.log.error({ id: job.id, err: error }, 'a what-if cannot be kept'))
  }

  private remember(job: WhatIfJob): void {
    this.jobs.delete(job.id)
    this.jobs.set(job.id, job)
    for (const [id, { state }] of this.jobs) {
      if (this.jobs.size <= MOST_LISTED) break
      if (state !== 'queued' && state !== 'running') this.jobs.delete(id)
    }
  }
}
