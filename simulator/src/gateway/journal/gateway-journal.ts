import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type KeptEpoch, MOST_EPOCHS, runOfEpoch } from '@wanding/contracts'
import { makeFolder, RecordLog, type RecordLogOptions, syncFolder } from '@wanding/record-log'
import { type JournalledMessage, packMessage } from './journalled-message'

export interface JournalOptions {
  folder: string
  run: string
  /** What all that is kept may take on the disk. */
  mostBytes: number
  /** What gives way when that is reached: `block` reads no machine until there is room, `drop-oldest` gives up the oldest messages. */
  whenFull: 'block' | 'drop-oldest'
  log?: Pick<RecordLogOptions, 'disk' | 'segmentBytes'>
  /** Told once of what a host has and the disk does not let go of; it is tried again each time a host says what it has. */
  onProblem?: (problem: string) => void
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
  /** Something that is not needed any more is still there. */
  private isStuck = false
  private forgetting: Promise<void> | undefined
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
    makeFolder(options.folder)
    const names = readdirSync(options.folder)
      .filter((name) => NAME.test(name))
      .sort()
    const epochs: Epoch[] = []
    for (const name of names) {
      const path = join(options.folder, name)
      const log = openLog(path, options)
      const isEmpty = log.durable < log.first
      const id = epochIn(path)
      if (id === undefined && isEmpty) removed(path)
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
    let isDurable = false
    try {
      await this.epoch.log.commit()
      isDurable = true
      await this.makeRoom()
      this.failure = null
    } catch (error) {
      // What is on the disk may be told, though there is no room for more.
      this.failure = wordOfDisk(error)
    }
    if (!isDurable) return false
    return this.waiting === undefined || this.failure !== null || this.beginNow(this.waiting)
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
    try {
      await epoch.log.removeBelow(position + 1)
      this.forgetting ??= this.forgetDone().finally(() => {
        this.forgetting = undefined
      })
      await this.forgetting
      this.isStuck = false
    } catch (error) {
      const problem = wordOfDisk(error)
      if (!this.isStuck) this.options.onProblem?.(`what a host has cannot be taken away: ${problem}`)
      this.isStuck = true
    }
  }

  async close(): Promise<void> {
    for (const { log } of this.epochs) await log.close().catch(() => {})
  }

  private begin(number: number): void {
    const path = join(this.options.folder, String(number).padStart(8, '0'))
    makeFolder(path)
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

  /** Takes away epochs in which nothing was ever written, or nothing is left; what stays is done with when a host speaks. */
  private forgetEmpty(epochs: readonly Epoch[]): void {
    for (const epoch of [...epochs]) {
      if (epoch.log.durable < epoch.log.first && removed(epoch.path)) this.epochs.splice(this.epochs.indexOf(epoch), 1)
    }
  }

  private async forgetDone(): Promise<void> {
    for (const epoch of this.epochs.slice(0, -1)) {
      if (epoch.acknowledged >= epoch.log.durable) await this.forget(epoch)
    }
  }

  /** The messages go first and the name last: what is left of it where the disk refuses is not told by another one. */
  private async forget(epoch: Epoch): Promise<void> {
    await epoch.log.close()
    await epoch.log.removeAll()
    rmSync(epoch.path, { recursive: true, force: true })
    const index = this.epochs.indexOf(epoch)
    if (index >= 0) this.epochs.splice(index, 1)
  }

  private async makeRoom(): Promise<void> {
    if (this.options.whenFull !== 'drop-oldest') return
    while (this.bytes >= this.options.mostBytes || (this.waiting !== undefined && this.epochs.length >= MOST_EPOCHS)) {
      const oldest = this.epochs[0]!
      const from = Math.max(oldest.log.first, oldest.acknowledged + 1)
      try {
        if (!(await oldest.log.removeOldest())) {
          if (this.epochs.length === 1) return
          await this.forget(oldest)
        }
      } finally {
        this.dropped += Math.max(0, oldest.log.first - from)
        oldest.acknowledged = Math.max(oldest.acknowledged, oldest.log.first - 1)
      }
    }
  }
}

/** The bound is one of all epochs together. */
const openLog = (path: string, { log }: JournalOptions): RecordLog =>
  RecordLog.open(path, { ...log, mostBytes: Number.POSITIVE_INFINITY })

function nameEpoch(path: string, run: string): string {
  const id = `${run}@${randomBytes(6).toString('hex')}`
  writeFileSync(join(path, EPOCH_FILE), id, { flush: true })
  syncFolder(path)
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

/** False where the disk does not let go of a folder. */
function removed(path: string): boolean {
  try {
    rmSync(path, { recursive: true, force: true })
    return true
  } catch (error) {
    wordOfDisk(error)
    return false
  }
}

/** What the disk says; an error without a code is none of its words, and is thrown on. */
function wordOfDisk(error: unknown): string {
  if ((error as NodeJS.ErrnoException).code === undefined) throw error
  return (error as Error).message
}
