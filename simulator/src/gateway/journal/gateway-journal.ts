import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type KeptEpoch, MOST_EPOCHS, runOfEpoch } from '@wanding/contracts'
import { LogDiskError, RecordLog, type RecordLogOptions } from '@wanding/record-log'
import { type JournalledMessage, packMessage } from './journalled-message'

export interface JournalOptions {
  folder: string
  run: string
  /** What all that is kept may take on the disk. */
  mostBytes: number
  /** What gives way when that is reached: `block` reads no machine until there is room, `drop-oldest` gives up the oldest messages. */
  whenFull: 'block' | 'drop-oldest'
  log?: Pick<RecordLogOptions, 'disk' | 'segmentBytes'>
}

/** Where a message stands. */
export interface JournalPlace {
  epoch: string
  position: number
}

export interface Epoch {
  id: string
  path: string
  log: RecordLog
  /** Highest position that a host has said to have; one less than the first that is kept, without one. */
  acknowledged: number
}

const EPOCH_FILE = 'epoch'
const NAME = /^\d{8}$/

/** Keeps every message of a gateway on the disk until a host has it on its own. */
export class GatewayJournal {
  /** Messages given up for room that no host had. */
  dropped = 0
  private failure: string | null = null
  /** Number of the epoch that is to begin as soon as there may be one more; until then nothing is written. */
  private waiting: number | undefined

  private constructor(
    private readonly options: JournalOptions,
    /** Oldest first; the last one is written to. */
    readonly epochs: Epoch[],
  ) {}

  /**
   * Opens what an earlier process left. It goes on where that one stopped; a new epoch begins with a new run, or where the end of
   * the journal was torn: nobody knows then which of the last positions were told. Where there are as many already as a host
   * follows, it begins when a host has all of the oldest.
   */
  static open(options: JournalOptions): GatewayJournal {
    mkdirSync(options.folder, { recursive: true })
    const names = readdirSync(options.folder)
      .filter((name) => NAME.test(name))
      .sort()
    const epochs: Epoch[] = []
    for (const name of names) {
      const path = join(options.folder, name)
      const log = openLog(path, options)
      const isEmpty = log.durable < log.first
      const id = epochIn(path)
      if (id === undefined && isEmpty) rmSync(path, { recursive: true })
      // The name is lost, the messages are not: they are told by a new one.
      else epochs.push({ id: id ?? nameEpoch(path, options.run), path, log, acknowledged: log.first - 1 })
    }
    const last = epochs.at(-1)
    const goesOn = last && runOfEpoch(last.id) === options.run && last.log.opening.cutBytes === 0
    const journal = new GatewayJournal(options, epochs)
    journal.forgetEmpty(goesOn ? epochs.slice(0, -1) : epochs)
    if (!goesOn) journal.beginOrWait(Number(names.at(-1) ?? 0) + 1)
    return journal
  }

  get epoch(): Epoch {
    return this.epochs.at(-1)!
  }

  get bytes(): number {
    return this.epochs.reduce((sum, { log }) => sum + log.bytes, 0)
  }

  /** Why nothing can be kept now; null while all is well. */
  get blocked(): string | null {
    if (this.failure !== null) return this.failure
    if (this.waiting !== undefined) return `there are ${this.epochs.length} journals that no host has`
    return this.options.whenFull === 'block' && this.bytes >= this.options.mostBytes ? 'the journal is full' : null
  }

  /**
   * What a birth tells. What a host has acknowledged is not told again, though its segment is still there: a host that does not know
   * this gateway would wait for it.
   */
  kept(): KeptEpoch[] {
    return this.epochs.map(({ id, log, acknowledged }) => ({
      epoch: id,
      oldest: Math.max(log.first, acknowledged + 1),
      head: log.durable,
    }))
  }

  append(message: JournalledMessage): JournalPlace {
    return { epoch: this.epoch.id, position: this.epoch.log.append(packMessage(message)) }
  }

  /** True when all that was appended is on the disk; false while the disk refuses: it is tried again by the next call. */
  async commit(): Promise<boolean> {
    try {
      await this.epoch.log.commit()
      this.failure = null
      await this.makeRoom()
    } catch (error) {
      if (!(error instanceof LogDiskError)) throw error
      this.failure = error.message
      return false
    }
    return this.waiting === undefined || this.beginNow(this.waiting)
  }

  /** Highest position of an epoch that a host has; 0 for an epoch that is not kept. */
  acknowledgedOf(id: string): number {
    return this.epochs.find((each) => each.id === id)?.acknowledged ?? 0
  }

  /** A host has everything of an epoch up to here on its disk. */
  async acknowledge(id: string, position: number): Promise<void> {
    const epoch = this.epochs.find((each) => each.id === id)
    // Nobody can have what was never told: who says so is no host of ours, and nothing is let go for it.
    if (!epoch || !(position > epoch.acknowledged && position <= epoch.log.durable)) return
    epoch.acknowledged = position
    // What cannot be taken away now goes at the next start.
    await epoch.log.removeBelow(epoch.acknowledged + 1).catch(() => {})
    await this.forgetDone()
  }

  async close(): Promise<void> {
    for (const { log } of this.epochs) await log.close().catch(() => {})
  }

  private begin(number: number): void {
    const path = join(this.options.folder, String(number).padStart(8, '0'))
    mkdirSync(path, { recursive: true })
    const id = nameEpoch(path, this.options.run)
    this.epochs.push({ id, path, log: openLog(path, this.options), acknowledged: 0 })
  }

  private beginOrWait(number: number): void {
    if (this.epochs.length < MOST_EPOCHS) this.begin(number)
    else this.waiting = number
  }

  /** Begins what was waited for, if there may be one more; a disk that refuses is asked again. */
  private beginNow(number: number): boolean {
    if (this.epochs.length >= MOST_EPOCHS) return true
    try {
      this.begin(number)
      this.waiting = undefined
      return true
    } catch (error) {
      this.failure = (error as Error).message
      return false
    }
  }

  /** Takes away epochs in which nothing was ever written, or nothing is left. */
  private forgetEmpty(epochs: readonly Epoch[]): void {
    for (const epoch of [...epochs]) if (epoch.log.durable < epoch.log.first) this.forget(epoch)
  }

  private async forgetDone(): Promise<void> {
    for (const epoch of this.epochs.slice(0, -1)) {
      if (epoch.acknowledged < epoch.log.durable) continue
      await epoch.log.close()
      this.forget(epoch)
    }
  }

  private forget(epoch: Epoch): void {
    const index = this.epochs.indexOf(epoch)
    if (index >= 0) this.epochs.splice(index, 1)
    rmSync(epoch.path, { recursive: true, force: true })
  }

  private async makeRoom(): Promise<void> {
    if (this.options.whenFull !== 'drop-oldest') return
    while (this.bytes >= this.options.mostBytes || (this.waiting !== undefined && this.epochs.length >= MOST_EPOCHS)) {
      const oldest = this.epochs[0]!
      const from = Math.max(oldest.log.first, oldest.acknowledged + 1)
      if (await oldest.log.removeOldest()) {
        this.dropped += Math.max(0, oldest.log.first - from)
      } else if (this.epochs.length > 1) {
        this.dropped += Math.max(0, oldest.log.durable + 1 - from)
        await oldest.log.close()
        this.forget(oldest)
      } else return
      oldest.acknowledged = Math.max(oldest.acknowledged, oldest.log.first - 1)
    }
  }
}

/** The bound is one of all epochs together. */
const openLog = (path: string, { log }: JournalOptions): RecordLog =>
  RecordLog.open(path, { ...log, mostBytes: Number.POSITIVE_INFINITY })

function nameEpoch(path: string, run: string): string {
  const id = `${run}@${randomBytes(6).toString('hex')}`
  writeFileSync(join(path, EPOCH_FILE), id, { flush: true })
  return id
}

/** Undefined where there is no name; throws where it only cannot be read now. */
function epochIn(path: string): string | undefined {
  try {
    return readFileSync(join(path, EPOCH_FILE), 'utf8') || undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return undefined
  }
}
