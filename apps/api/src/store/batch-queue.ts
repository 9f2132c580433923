import {
  type HistoryStore,
  type RefusedRow,
  type StoreBatch,
  StoreRejectedError,
  StoreUnavailableError,
} from './history-store.port'

export interface QueueLimits {
  batches: number
  bytes: number
}

export interface QueueLog {
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

interface Entry {
  batch: StoreBatch
  rows: number
  bytes: number
  bornMs: number
  onDone: () => void
}

const FIRST_RETRY_MS = 250
const LONGEST_RETRY_MS = 10_000

/**
 * What goes into one write when much waits. Each write is a way there and back, which takes as long for a few rows as for many:
 * on a machine whose cores are all taken by 20 mills 70 ms, most of it waiting for a turn.
 */
const MOST_TOGETHER = { batches: 16, bytes: 4 * 1024 * 1024 }

/** What may wait in memory; the rest waits on the disk. */
export const QUEUE_LIMITS: QueueLimits = { batches: 60, bytes: 64 * 1024 * 1024 }

/** Doubles from a quarter of a second to ten seconds, less a random half: not all backends knock at the same moment. */
export function retryDelayMs(attempt: number, random: () => number): number {
  return Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempt - 1)) * (1 - random() / 2)
}

/**
 * Batches on their way into the store, in order, several at once when they wait. While the store is away they are tried again;
 * whoever brings them asks first whether there is room. What the store refuses for good is counted, and never tried again.
 */
export class BatchQueue {
  /** Hears of rows that the store does not take, to put them aside. */
  onRefused: ((row: RefusedRow) => void) | undefined
  private readonly entries: Entry[] = []
  private bytes = 0
  /** How many go one by one, because the store has refused them together. */
  private alone = 0
  private droppedRows = 0
  private failure: string | null = null
  private running: Promise<void> | undefined
  private storeStarted = false
  private closing = false
  private wake: (() => void) | undefined

  constructor(
    private readonly store: HistoryStore,
    private readonly log: QueueLog,
    private readonly nowMs: () => number,
    private readonly limits: QueueLimits = QUEUE_LIMITS,
    private readonly random: () => number = Math.random,
  ) {}

  get queued(): number {
    return this.entries.length
  }

  get hasRoom(): boolean {
    return this.entries.length < this.limits.batches && this.bytes < this.limits.bytes
  }

  /** Rows that the store refused, since the start. */
  get dropped(): number {
    return this.droppedRows
  }

  get lastError(): string | null {
    return this.failure
  }

  /** Age of the oldest batch that is not durable yet. */
  lagMs(nowMs: number): number {
    return this.entries[0] ? Math.max(0, nowMs - this.entries[0].bornMs) : 0
  }

  /** Starts the store, if it is not, and empties the queue; goes on by itself until all is written. */
  run(): void {
    this.running ??= this.drain().finally(() => {
      this.running = undefined
    })
  }

  /**
   * `onDone` is called when the batch is in the store, but for rows that it has refused for good and that are told as refused, and
   * all before it are, too. `bornMs` is when the first of it came; it may have waited elsewhere.
   */
  push(batch: StoreBatch, onDone: () => void = () => {}, bornMs = this.nowMs()): void {
    const rows = rowsOf(batch)
    if (rows === 0 && this.entries.length === 0) {
      onDone()
      return
    }
    const bytes = bytesOf(batch)
    this.entries.push({ batch, rows, bytes, bornMs, onDone })
    this.bytes += bytes
    this.run()
  }

  /** Resolves when the queue is empty, or after `withinMs` with the number of rows that could not be written. */
  async flush(withinMs: number): Promise<number> {
    this.closing = true
    this.wake?.()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, withinMs)
    })
    await Promise.race([this.running, late])
    clearTimeout(timer)
    return this.entries.reduce((sum, entry) => sum + entry.rows, 0)
  }

  private async drain(): Promise<void> {
    for (let attempt = 1; ; ) {
      let together: readonly Entry[] = []
      try {
        if (!this.storeStarted) {
          await this.store.start()
          this.storeStarted = true
        }
        together = this.together()
        if (together.length === 0) return
        if (together.some(({ rows }) => rows > 0)) await this.store.write(inOne(together.map(({ batch }) => batch)))
        for (const entry of together) this.remove(entry)
        this.failure = null
        attempt = 1
      } catch (error) {
        this.failure = (error as Error).message
        if (this.storeStarted && !(error instanceof StoreUnavailableError)) {
          if (together.length > 1) this.alone = together.length
          else this.giveUpFirst(error)
          continue
        }
        if (attempt === 1) this.log.warn({ err: error }, 'the store is away; what comes in waits for it')
        // One last try on the way out; waiting longer would only delay the end.
        if (this.closing && attempt > 1) return
        const waitMs = error instanceof StoreUnavailableError ? error.waitMs : 0
        await this.pause(Math.max(waitMs, retryDelayMs(attempt++, this.random)))
      }
    }
  }

  /** The oldest, and what may be written with them; a batch that is too large for that goes alone. */
  private together(): readonly Entry[] {
    if (this.alone > 0) return this.entries.slice(0, 1)
    let count = 0
    for (let bytes = 0; count < Math.min(MOST_TOGETHER.batches, this.entries.length); count++) {
      bytes += this.entries[count]!.bytes
      if (count > 0 && bytes > MOST_TOGETHER.bytes) break
    }
    return this.entries.slice(0, count)
  }

  private giveUpFirst(error: unknown): void {
    const entry = this.entries[0]!
    const rejected = error instanceof StoreRejectedError ? error : undefined
    const rows = rejected?.refusedRows ?? entry.rows
    this.log.error({ err: error, rows }, 'the store refused rows for good')
    const told = rejected?.refused ?? []
    for (const row of told) this.onRefused?.(row)
    if (rows > told.length) {
      const text = told.length > 0 ? `and ${rows - told.length} rows more` : `${rows} rows`
      this.onRefused?.({ text, reason: (error as Error).message })
    }
    this.remove(entry)
    this.droppedRows += rows
  }

  private remove(entry: Entry): void {
    this.entries.splice(this.entries.indexOf(entry), 1)
    this.bytes -= entry.bytes
    this.alone = Math.max(0, this.alone - 1)
    entry.onDone()
  }

  private pause(ms: number): Promise<void> {
    if (this.closing) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

export function rowsOf({ metrics, seconds, transitions, rollups, series, moments }: StoreBatch): number {
  return metrics.length + seconds.length + transitions.length + rollups.length + series.length + moments.length
}

function inOne(batches: readonly StoreBatch[]): StoreBatch {
  if (batches.length === 1) return batches[0]!
  return {
    metrics: batches.flatMap(({ metrics }) => metrics),
    seconds: batches.flatMap(({ seconds }) => seconds),
    transitions: batches.flatMap(({ transitions }) => transitions),
    rollups: batches.flatMap(({ rollups }) => rollups),
    series: batches.flatMap(({ series }) => series),
    moments: batches.flatMap(({ moments }) => moments),
  }
}

const ROW_BYTES = 100
const VALUE_BYTES = 40

/** About what a batch takes in memory; near enough to bound it. */
function bytesOf(batch: StoreBatch): number {
  let bytes = rowsOf(batch) * ROW_BYTES
  for (const row of batch.metrics) bytes += row.values.size * VALUE_BYTES
  for (const row of batch.seconds) bytes += row.rpm.byteLength + row.states.byteLength
  for (const row of batch.rollups) bytes += row.breaks.length * 7
  for (const row of batch.moments) bytes += row.data.byteLength
  return bytes
}
