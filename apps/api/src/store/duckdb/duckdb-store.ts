import type { Worker } from 'node:worker_threads'
import type { SpindleTransition } from '../../bus'
import { rowsOf } from '../batch-queue'
import {
  type ForgetLimits,
  type HistoryStore,
  type MomentKey,
  type RefusedRow,
  type SeriesTotal,
  type StepPoint,
  type StoreBatch,
  type StoredMoment,
  type StoredRun,
  type StoredSpeeds,
  type StoredSpindleRollup,
  type StoredSpindleSecond,
  type StoredWord,
  type StoreHealth,
  StoreRejectedError,
  StoreUnavailableError,
  type TimeRange,
  type WorstSpindle,
} from '../history-store.port'
import { carryForward, METRIC_HOLD_MS, SERIES_HOLD_MS } from '../steps'
import { flatten, type SourceKey, transferable } from './flat-batch'
import type { Answer, Args, OperationName, WorkerReply } from './worker-protocol'

export interface DuckDbOptions {
  /** Folder of the history file; made with rights for its owner only if it is missing. */
  folder: string
  memoryLimitMb?: number
  /** Starts the built worker (`duckdb-worker.js`). */
  spawn: () => Worker
}

interface Waiting {
  resolve(answer: never): void
  reject(error: Error): void
}

interface Machine {
  run: string
  mill: string
  machine: string
}

const DEFAULT_MEMORY_MB = 256

const sourceOf = ({ run, mill, machine }: Machine): SourceKey => [run, mill, machine]

/** Rows of a batch that are told word for word where none of it was taken. */
const MOST_TOLD = 100

/** Rows as JSON, what is packed in base64; a dead letter takes the beginning, which says whose a row is. */
function firstRows(batch: StoreBatch, reason: string): RefusedRow[] {
  const rows = Object.entries(batch).flatMap(([of, rowsOfKind]: [string, object[]]) =>
    rowsOfKind.map((row) => Object.entries({ of, ...row }).map(([name, value]) => [name, plain(value)])),
  )
  return rows.slice(0, MOST_TOLD).map((row) => ({ text: JSON.stringify(Object.fromEntries(row)), reason }))
}

function plain(value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries(value)
  if (!ArrayBuffer.isView(value)) return value
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')
}

const exitOf = (worker: Worker): Promise<unknown> => new Promise((resolve) => worker.once('exit', resolve))

/** History in one DuckDB file, in a worker thread of its own: a checkpoint takes longer than a tick may wait. */
export class DuckDbStore implements HistoryStore {
  private worker: Worker | undefined
  private opening: Promise<void> | undefined
  private started = false
  private warning: string | null = null
  private lastFailure: string | null = null
  private nextId = 1
  private readonly waiting = new Map<number, Waiting>()

  constructor(private readonly options: DuckDbOptions) {}

  async start(): Promise<void> {
    this.started = true
    await this.open()
  }

  async stop(): Promise<void> {
    this.started = false
    await this.opening?.catch(() => undefined)
    const worker = this.worker
    if (!worker) return
    const gone = exitOf(worker)
    // Refused only by a worker that is ending already.
    await this.ask(worker, 'close', null).catch(() => undefined)
    await gone
  }

  async write(batch: StoreBatch): Promise<void> {
    const flat = flatten(batch)
    try {
      await this.call('write', flat, transferable(flat))
    } catch (error) {
      if (!(error instanceof StoreRejectedError)) throw error
      throw new StoreRejectedError(error.message, rowsOf(batch), firstRows(batch, error.message))
    }
  }

  async forgetBefore(limits: ForgetLimits): Promise<void> {
    await this.call('forget', limits)
  }

  backup(file: string): Promise<number> {
    return this.call('backup', { file })
  }

  metricHistory(key: Machine & { metric: string }, range: TimeRange, stepMs: number): Promise<StepPoint[]> {
    return this.steps('sample', sourceOf(key), key.metric, range, stepMs, METRIC_HOLD_MS)
  }

  wordHistory(key: Machine & { metric: string }, range: TimeRange): Promise<StoredWord[]> {
    return this.call('words', { source: sourceOf(key), name: key.metric, range })
  }

  spindleEvents(key: Machine & { position: number }, range: TimeRange): Promise<SpindleTransition[]> {
    return this.call('transitions', { source: sourceOf(key), position: key.position, range })
  }

  spindleSeconds(key: Machine & { position: number }, range: TimeRange): Promise<StoredSpindleSecond[]> {
    return this.call('seconds', { source: sourceOf(key), position: key.position, range })
  }

  spindleRollups(key: Machine & { position: number }, range: TimeRange): Promise<StoredSpindleRollup[]> {
    return this.call('rollups', { source: sourceOf(key), position: key.position, range })
  }

  worstSpindles(
    key: { run: string; mill: string; machine?: string },
    range: TimeRange,
    limit: number,
  ): Promise<WorstSpindle[]> {
    return this.call('worst', { ...key, range, limit })
  }

  breakCount(key: { run: string; mill: string; machine?: string }, range: TimeRange): Promise<number> {
    return this.call('breaks', { ...key, range })
  }

  async seriesHistory(
    key: { run: string; mill: string; series: readonly string[] },
    range: TimeRange,
    stepMs: number,
  ): Promise<Map<string, StepPoint[]>> {
    const found = new Map<string, StepPoint[]>()
    for (const series of key.series) {
      const points = await this.steps('series_point', [key.run, key.mill, ''], series, range, stepMs, SERIES_HOLD_MS)
      found.set(series, points)
    }
    return found
  }

  async seriesTotals(
    key: { run: string; mill: string; series: readonly string[] },
    range: TimeRange,
  ): Promise<Map<string, SeriesTotal>> {
    const source: SourceKey = [key.run, key.mill, '']
    return new Map(await this.call('totals', { source, names: key.series, range }))
  }

  async seriesSums(key: { run: string; mill: string; prefix: string }, range: TimeRange): Promise<Map<string, number>> {
    const source: SourceKey = [key.run, key.mill, '']
    return new Map(await this.call('sums', { source, prefix: key.prefix, range }))
  }

  momentBefore({ kind, ...key }: MomentKey, atMs: number): Promise<StoredMoment | undefined> {
    return this.call('momentBefore', { source: [key.run, key.mill, ''], kind, atMs })
  }

  moments({ kind, ...key }: MomentKey, range: TimeRange, everyMs = 0): Promise<StoredMoment[]> {
    return this.call('moments', { source: [key.run, key.mill, ''], kind, range, everyMs })
  }

  momentAfter({ kind, ...key }: MomentKey, atMs: number): Promise<StoredMoment | undefined> {
    return this.call('momentAfter', { source: [key.run, key.mill, ''], kind, atMs })
  }

  storedRuns(mill: string): Promise<StoredRun[]> {
    return this.call('storedRuns', { mill })
  }

  async machineAt(key: Machine, range: TimeRange): Promise<Map<string, number | string>> {
    return new Map(await this.call('machineAt', { source: sourceOf(key), range }))
  }

  speedsAt(key: Machine, range: TimeRange): Promise<StoredSpeeds | undefined> {
    return this.call('speedsAt', { source: sourceOf(key), range })
  }

  health(): StoreHealth {
    return {
      kind: 'duckdb',
      ok: this.worker !== undefined && this.opening === undefined && this.lastFailure === null,
      lastError: this.lastFailure ?? this.warning,
    }
  }

  private async steps(
    table: Args<'steps'>['table'],
    source: SourceKey,
    name: string,
    range: TimeRange,
    stepMs: number,
    holdMs: number,
  ): Promise<StepPoint[]> {
    const found = await this.call('steps', { table, source, name, range, stepMs, lookBackMs: holdMs })
    return carryForward(found.reported, found.before, range, stepMs, holdMs)
  }

  /** Opens the database if it is not open; after the worker was lost, the next call does that again. */
  private open(): Promise<void> {
    if (!this.started) return Promise.reject(new StoreUnavailableError('the store is stopped'))
    if (this.worker && !this.opening) return Promise.resolve()
    this.opening ??= this.spawn().finally(() => {
      this.opening = undefined
    })
    return this.opening
  }

  private async spawn(): Promise<void> {
    const { spawn, folder, memoryLimitMb = DEFAULT_MEMORY_MB } = this.options
    const worker = spawn()
    this.worker = worker
    worker.on('message', (reply: WorkerReply) => this.onReply(reply))
    worker.on('error', (error) => this.fail(`the store's worker failed: ${error.message}`))
    worker.once('exit', () => this.onExit(worker))
    try {
      this.warning = (await this.ask(worker, 'open', { folder, memoryLimitMb })) ?? this.warning
      this.lastFailure = null
    } catch (error) {
      this.fail((error as Error).message)
      // Never terminate(): with a query in the air that would end the process. The worker ends by itself.
      if (this.worker === worker) await exitOf(worker)
      // Whatever the reason, opening can be tried again: there is no content to refuse.
      throw new StoreUnavailableError((error as Error).message, { cause: error })
    }
  }

  private async call<K extends OperationName>(
    operation: K,
    args: Args<K>,
    transfer: ArrayBuffer[] = [],
  ): Promise<Answer<K>> {
    await this.open()
    const answer = await this.ask(this.worker!, operation, args, transfer)
    this.lastFailure = null
    return answer
  }

  private ask<K extends OperationName>(
    worker: Worker,
    operation: K,
    args: Args<K>,
    transfer: ArrayBuffer[] = [],
  ): Promise<Answer<K>> {
    return new Promise((resolve, reject) => {
      const id = this.nextId++
      this.waiting.set(id, { resolve, reject })
      worker.postMessage({ id, operation, args }, transfer)
    })
  }

  private onReply(reply: WorkerReply): void {
    const waiting = this.waiting.get(reply.id)
    this.waiting.delete(reply.id)
    if (reply.ok) waiting?.resolve(reply.answer as never)
    else if (reply.failure === 'rejected') waiting?.reject(new StoreRejectedError(reply.message))
    else {
      this.fail(reply.message)
      waiting?.reject(new StoreUnavailableError(reply.message))
    }
  }

  private onExit(worker: Worker): void {
    if (this.worker !== worker) return
    this.worker = undefined
    const reason = this.lastFailure ?? "the store's worker ended"
    if (this.started) this.lastFailure = reason
    for (const { reject } of this.waiting.values()) reject(new StoreUnavailableError(reason))
    this.waiting.clear()
  }

  private fail(message: string): void {
    this.lastFailure = message
  }
}
