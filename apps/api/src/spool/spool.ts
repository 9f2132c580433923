import { join } from 'node:path'
import type { Ledger } from '@wanding/contracts'
import {
  FolderLock,
  LogDiskError,
  LogFullError,
  type LogReader,
  RecordLog,
  type RecordLogOptions,
} from '@wanding/record-log'
import { type Checkpoint, FIRST_CHECKPOINT, readCheckpoint, writeCheckpoint } from './checkpoint'
import { DeadLetters } from './dead-letters'
import { type KeptRecord, packRecord, unpackRecord } from './kept-record'
import { gatewayLedgers, totalOf } from './ledger'
import { StreamBook } from './stream-book'

export interface SpoolLog {
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export interface SpoolOptions {
  folder: string
  /** What may wait for the store on the disk. */
  mostBytes: number
  log: SpoolLog
  disk?: RecordLogOptions['disk']
}

/** What comes within this time of the first shares one sync of the disk, ms. */
const GROUP_MS = 25
const RETRY_MS = 1000
const RECORDS_AT_ONCE = 2000

export interface Kept {
  position: number
  /** Undefined where the disk has lost or damaged it. */
  record: KeptRecord | undefined
}

/** Everything that came in, in order and on the disk, until it is in the store. */
export class Spool {
  /** Where each gateway's journal is, as the records say. */
  readonly book = new StreamBook<KeptRecord>()
  readonly deadLetters: DeadLetters
  /** Messages in the store, and messages on their way there, by `<mill>/<gateway>`. */
  readonly stored: Map<string, number>
  readonly waiting = new Map<string, number>()
  /** Highest position of which everything is in the store. */
  writtenTo: number
  /** Records that the disk has lost. */
  damaged = 0
  private readonly listeners: (() => void)[] = []
  private timer: NodeJS.Timeout | undefined
  private failure: string | null = null
  private stopped = false
  /** Records that could not be taken because the spool was full. */
  refused = 0

  private constructor(
    private readonly options: SpoolOptions,
    private readonly records: RecordLog,
    private readonly lock: FolderLock,
    private checkpointed: Checkpoint,
  ) {
    this.writtenTo = checkpointed.written
    this.stored = new Map(Object.entries(checkpointed.stored))
    this.deadLetters = new DeadLetters(options.folder, (err) =>
      options.log.error({ err }, 'dead letters could not be written'),
    )
  }

  /** Opens the spool of a folder as the last process left it. Throws `LogInUseError` when another one has it. */
  static async open(options: SpoolOptions): Promise<Spool> {
    const { folder, mostBytes, log, disk } = options
    const lock = FolderLock.take(folder)
    const { found, problem } = readCheckpoint(checkpointPath(folder))
    if (problem) log.error({ problem }, 'the checkpoint of the spool is damaged: the spool is read from its begin')
    const checkpoint = found ?? FIRST_CHECKPOINT
    // A position that the checkpoint speaks of is never given to another record, also where the records were lost.
    const first = Math.max(checkpoint.written, checkpoint.summed) + 1
    const records = RecordLog.open(join(folder, 'records'), { mostBytes, first, ...(disk && { disk }) })
    const { cutBytes, empty } = records.opening
    if (cutBytes > 0 || empty > 0) log.warn({ cutBytes, empty }, 'the spool was left in the middle of a write')
    const spool = new Spool(options, records, lock, checkpoint)
    await spool.restore()
    return spool
  }

  get checkpoint(): Checkpoint {
    return this.checkpointed
  }

  /** Position of the next record. */
  get next(): number {
    return this.records.next
  }

  get first(): number {
    return this.records.first
  }

  get durable(): number {
    return this.records.durable
  }

  get bytes(): number {
    return this.records.bytes
  }

  get isFull(): boolean {
    return this.records.isFull || this.failure !== null
  }

  /** Why nothing is taken now; null while all is well. */
  get problem(): string | null {
    return this.failure ?? (this.records.isFull ? 'the spool is full' : null)
  }

  /** Takes a record; it is on the disk when `onDurable` is told of its position. Undefined when the spool takes nothing. */
  append(record: KeptRecord): number | undefined {
    if (this.isFull || this.stopped) {
      this.refused += 1
      return undefined
    }
    try {
      const position = this.records.append(packRecord(record))
      this.count(record)
      this.commitSoon()
      return position
    } catch (error) {
      if (!(error instanceof LogFullError)) throw error
      this.refused += 1
      return undefined
    }
  }

  /** Messages of a gateway have reached the store. */
  wrote(gateway: string, messages: number): void {
    this.stored.set(gateway, (this.stored.get(gateway) ?? 0) + messages)
    this.waiting.set(gateway, (this.waiting.get(gateway) ?? 0) - messages)
  }

  ledger(): Pick<Ledger, 'total' | 'gateways' | 'spool' | 'deadLetters'> {
    const gateways = gatewayLedgers(this.book, this.stored, this.waiting)
    const { damaged, refused, problem, bytes, deadLetters } = this
    const { count, unwritten, file } = deadLetters
    return {
      total: totalOf(gateways),
      gateways,
      spool: {
        ...{ bytes, mostBytes: this.options.mostBytes, problem, damaged, refused },
        waiting: Math.max(0, this.next - 1 - this.writtenTo),
      },
      deadLetters: { count, unwritten, file },
    }
  }

  /** Tells each time that more is on the disk, or that there is room again. */
  onDurable(listener: () => void): void {
    this.listeners.push(listener)
  }

  /** Goes through what is on the disk, from a position on. */
  reader(from: number): { next(most?: number): Promise<Kept[]>; close(): Promise<void> } {
    const reader: LogReader = this.records.reader(Math.max(from, this.records.first))
    return {
      next: async (most = RECORDS_AT_ONCE) =>
        (await reader.read(most)).map(({ position, bytes }) => ({
          position,
          record: bytes === null ? undefined : unpackRecord(bytes),
        })),
      close: () => reader.close(),
    }
  }

  /**
   * What is in the store need not be read again: it may go, once that is on the disk. Nothing happens while records are on their
   * way to the disk: the book knows of them already, and must not be kept before they are.
   */
  async advance(resumeAt: (written: number) => number): Promise<void> {
    await this.commit()
    // All that could be read is in the store: what is still on its way cannot be read any more.
    if (this.damaged > 0 && this.writtenTo === this.next - 1) {
      this.waiting.clear()
      this.giveUpLost()
    }
    const { writtenTo: written, isFull: wasFull } = this
    const resume = resumeAt(written)
    const stored = Object.fromEntries(this.stored)
    const summed = this.records.durable
    if (summed !== this.records.next - 1) return
    const streams = [...this.book.states()].map(({ held, isAbsent, ...state }) => state)
    const checkpoint: Checkpoint = { version: 1, written, resume, summed, streams, over: this.book.ended(), stored }
    try {
      writeCheckpoint(checkpointPath(this.options.folder), checkpoint)
      this.checkpointed = checkpoint
      await this.records.removeBelow(Math.min(resume, written + 1))
      if (wasFull && !this.isFull) this.tell()
    } catch (err) {
      // More is kept than need be; the next one says so, too.
      this.options.log.warn({ err }, 'what is in the store could not be let go of')
    }
  }

  async commit(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    // A position that is settled by a dead letter is not told again once it is acknowledged.
    await this.deadLetters.flush()
    try {
      await this.records.commit()
      if (this.failure !== null) this.options.log.warn({}, 'the spool takes messages again')
      this.failure = null
      this.tell()
    } catch (error) {
      if (!(error instanceof LogDiskError)) throw error
      if (this.failure === null)
        this.options.log.error({ err: error }, 'the spool cannot be written; gateways keep what they have')
      this.failure = error.message
      if (!this.stopped) this.timer = setTimeout(() => void this.commit(), RETRY_MS)
    }
  }

  async stop(): Promise<void> {
    this.stopped = true
    await this.commit()
    clearTimeout(this.timer)
    await this.records.close().catch(() => {})
    this.lock.release()
  }

  /** Brings the books to where the records end. */
  private async restore(): Promise<void> {
    const { streams, over, summed, written } = this.checkpointed
    this.book.restore(streams, over)
    const reader = this.reader(Math.min(summed, written) + 1)
    for (let kept = await reader.next(); kept.length > 0; kept = await reader.next()) {
      for (const { position, record } of kept) {
        if (!record?.placed) continue
        if (position > summed) this.book.replay(record.placed)
        if (position > written) this.count(record)
      }
    }
    await reader.close()
    this.giveUpLost()
  }

  /** What was taken and is neither in the store nor on its way to it, the disk has lost. */
  private giveUpLost(): void {
    for (const [gateway, taken] of this.book.taken()) {
      const lost = taken - (this.stored.get(gateway) ?? 0) - (this.waiting.get(gateway) ?? 0)
      if (lost > 0) this.book.lose(gateway, lost)
    }
  }

  private tell(): void {
    for (const listener of this.listeners) listener()
  }

  private count({ placed }: KeptRecord): void {
    if (placed?.fate !== 'message') return
    const key = `${placed.mill}/${placed.gateway}`
    this.waiting.set(key, (this.waiting.get(key) ?? 0) + 1)
  }

  private commitSoon(): void {
    this.timer ??= setTimeout(() => void this.commit(), GROUP_MS)
  }
}

const checkpointPath = (folder: string): string => join(folder, 'checkpoint.json')
