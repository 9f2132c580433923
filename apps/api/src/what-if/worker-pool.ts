import type { Worker } from 'node:worker_threads'
import type { ShiftOutcome } from '@wanding/mill'
import type { ReplicationReply, ReplicationRequest } from './worker-protocol'

/** Workers that nobody needs are ended after this time, and their memory is given back. */
const IDLE_MS = 20_000
/** What a thread has at a time: one replication in hand, and the next, so that it never waits until telemetry is dealt with. */
const AT_A_THREAD = 2

export type ReplicationJob = Omit<ReplicationRequest, 'id'>

interface Waiting {
  request: ReplicationRequest
  done: (outcome: ShiftOutcome, seconds: number) => void
  failed: (error: Error) => void
}

interface Seat {
  worker: Worker
  /** In the order they are done; AT_A_THREAD at the most. */
  work: Waiting[]
}

/** A what-if was cancelled, or the program ends. */
export class CancelledError extends Error {
  readonly code = 'what-if/cancelled'
}

/**
 * Threads that run replications, each one at a time. Who asks is bounded by `width`, because only one what-if runs at a time and
 * never asks for more than that.
 */
export class WorkerPool {
  private readonly seats: Seat[] = []
  private readonly queue: Waiting[] = []
  private lastId = 0
  private idle: NodeJS.Timeout | undefined

  constructor(
    private readonly spawn: () => Worker,
    readonly size: number,
  ) {}

  /** How many replications may be asked for at the same time, so that every thread is busy. */
  get width(): number {
    return this.size * AT_A_THREAD
  }

  /** Runs one replication; rejects with a CancelledError when `stop` is called before it is done. */
  run(job: ReplicationJob): Promise<{ outcome: ShiftOutcome; seconds: number }> {
    return new Promise((resolve, reject) => {
      const request = { ...job, id: ++this.lastId }
      this.queue.push({ request, done: (outcome, seconds) => resolve({ outcome, seconds }), failed: reject })
      this.next()
    })
  }

  /** Ends all threads, whatever they are at. */
  async stop(): Promise<void> {
    clearTimeout(this.idle)
    const error = new CancelledError('cancelled')
    for (const { failed } of this.queue.splice(0)) failed(error)
    const seats = this.seats.splice(0)
    for (const { work } of seats) for (const { failed } of work) failed(error)
    await Promise.all(seats.map(({ worker }) => worker.terminate()))
  }

  private next(): void {
    clearTimeout(this.idle)
    while (this.queue.length > 0) {
      const seat = this.leastBusy()
      if (!seat) return
      const work = this.queue.shift()!
      seat.work.push(work)
      seat.worker.postMessage(work.request)
    }
    if (this.seats.every(({ work }) => work.length === 0)) {
      this.idle = setTimeout(() => void this.stop(), IDLE_MS)
      this.idle.unref()
    }
  }

  /** Undefined while every thread has all that it may have. */
  private leastBusy(): Seat | undefined {
    const idle = this.seats.find(({ work }) => work.length === 0)
    if (idle) return idle
    if (this.seats.length < this.size) return this.seated()
    return this.seats.find(({ work }) => work.length < AT_A_THREAD)
  }

  private seated(): Seat {
    const seat: Seat = { worker: this.spawn(), work: [] }
    seat.worker.on('message', (reply: ReplicationReply) => {
      const work = seat.work.shift()
      if (reply.ok) work?.done(reply.outcome, reply.seconds)
      else work?.failed(new Error(reply.message))
      this.next()
    })
    // A thread that dies takes its replications with it, and the next one starts a new thread.
    const lost = (error: Error) => {
      const at = this.seats.indexOf(seat)
      if (at >= 0) this.seats.splice(at, 1)
      for (const { failed } of seat.work.splice(0)) failed(error)
    }
    seat.worker.on('error', lost)
    seat.worker.on('exit', () => lost(new Error('the thread of a what-if has ended')))
    this.seats.push(seat)
    return seat
  }
}
