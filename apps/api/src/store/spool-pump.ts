import type { Bus, GatewayRef } from '../bus'
import type { Kept, KeptRecord, Placed, Spool } from '../spool'

/** Who makes rows of what is kept, and writes them. */
export interface KeptConsumer {
  /** False while more than enough waits to be written. */
  readonly hasRoom: boolean
  /** Our clock when that came up to which the spool was read, while it has more; null when all was read. */
  behindSinceMs: number | null
  /** Begins to follow the records without making rows of them, up to a position that was written before. */
  followOnly(on: boolean): void
  /** A second of a gateway has ended, by its own clock: what it leaves behind is made now. */
  endSecond(of: GatewayRef): void
  /** Hands over the rows made so far, of what came since a moment of our clock; `written` is called when they are in the store. */
  handOver(written: () => void, sinceMs: number): void
}

/** As many as are made into rows in about the time of one frame of a screen: what is shown live must not wait. */
const RECORDS_AT_ONCE = 300
/** What the recorders may need of the past: a full picture of each frame comes each minute, and a minute of the mill ends in one. */
const MEMORY_MS = 180_000
const CHECKPOINT_EVERY_MS = 1000

interface MarkOfTime {
  position: number
  receivedMs: number
}

/**
 * Brings what is in the spool to the store, in order. After a restart it begins some minutes before what was written, so that the
 * recorders know again what they knew; rows made twice are the same rows. Only what is in the store is let go of.
 */
export class SpoolPump {
  private readonly reader: ReturnType<Spool['reader']>
  private readonly marks: MarkOfTime[] = []
  /** Time of the last message of each gateway. */
  private readonly secondOf = new Map<string, number>()
  private turning: Promise<void> | undefined
  private checkpointMs = 0

  constructor(
    private readonly spool: Spool,
    private readonly keptBus: Bus,
    private readonly consumer: KeptConsumer,
    private readonly nowMs: () => number,
    private readonly onUnreadable: (error: unknown) => void,
  ) {
    this.reader = spool.reader(spool.checkpoint.resume)
  }

  /** Records that are on their way: spooled, and not in the store. */
  get waiting(): number {
    return Math.max(0, this.spool.next - 1 - this.spool.writtenTo)
  }

  /** Nothing is left to do until something comes. */
  get isAtRest(): boolean {
    return this.waiting === 0 && !this.spool.isFull
  }

  /** Takes what is new to the store; one turn at a time, as far as there is room. */
  turn(): Promise<void> {
    this.turning ??= this.goOn().finally(() => {
      this.turning = undefined
    })
    return this.turning
  }

  /** Takes over what is on the disk, waits until the store has it or for so long, and keeps how far that is. */
  async stop(flush: () => Promise<void>): Promise<void> {
    await this.spool.commit()
    await this.turn()
    await this.turn()
    await flush()
    this.checkpointMs = 0
    await this.keepCheckpoint()
    await this.reader.close()
  }

  private async goOn(): Promise<void> {
    try {
      while (this.consumer.hasRoom) {
        const kept = await this.reader.next(RECORDS_AT_ONCE)
        if (kept.length === 0) {
          this.consumer.behindSinceMs = null
          break
        }
        this.follow(kept)
        const { position, receivedMs } = this.marks.at(-1)!
        this.consumer.behindSinceMs = position < this.spool.durable ? receivedMs : null
      }
    } catch (error) {
      // The disk does not give it now: the next turn asks again.
      this.onUnreadable(error)
    }
    await this.keepCheckpoint()
  }

  private follow(kept: readonly Kept[]): void {
    const stored = new Map<string, number>()
    for (const { position, record } of kept) {
      this.consumer.followOnly(position <= this.spool.writtenTo)
      if (!record) this.spool.damaged += 1
      else {
        this.tell(record)
        if (record.placed?.fate === 'message' && position > this.spool.writtenTo) count(stored, record.placed)
      }
    }
    const last = kept.at(-1)!
    const sinceMs = kept.find(({ record }) => record)?.record?.receivedMs ?? this.nowMs()
    this.marks.push({ position: last.position, receivedMs: last.record?.receivedMs ?? this.nowMs() })
    if (last.position <= this.spool.writtenTo) return
    this.consumer.handOver(() => {
      this.spool.writtenTo = Math.max(this.spool.writtenTo, last.position)
      for (const [gateway, messages] of stored) this.spool.wrote(gateway, messages)
    }, sinceMs)
  }

  private tell({ events }: KeptRecord): void {
    for (const { name, value } of events) {
      if ('gateway' in value) this.endSecondOf(value)
      this.keptBus.emit(name, value as never)
    }
  }

  /** By the time of the messages and not of their coming: a gateway's backlog is as many seconds as it was. */
  private endSecondOf({ mill, gateway, atMs }: GatewayRef & { atMs: number }): void {
    const key = `${mill}/${gateway}`
    const before = this.secondOf.get(key)
    if (before === atMs) return
    this.secondOf.set(key, atMs)
    if (before !== undefined) this.consumer.endSecond({ mill, gateway })
  }

  private async keepCheckpoint(): Promise<void> {
    const nowMs = this.nowMs()
    const isNews = this.spool.writtenTo !== this.spool.checkpoint.written || this.isFullOfStored
    if (!isNews || Math.abs(nowMs - this.checkpointMs) < CHECKPOINT_EVERY_MS) return
    this.checkpointMs = nowMs
    await this.spool.advance((written) => this.resumeAt(written))
  }

  /** All is in the store, and what the recorders may need of the past is as much as the spool holds. */
  private get isFullOfStored(): boolean {
    return this.spool.isFull && this.waiting === 0
  }

  /**
   * The newest mark that is old enough for the recorders to find all they need after it. Where that leaves no room for anything new,
   * half of it has to do, each time again.
   */
  private resumeAt(position: number): number {
    const upTo = this.marks.findLastIndex((mark) => mark.position <= position)
    const newest = this.marks[upTo]?.receivedMs ?? this.nowMs()
    const old = this.marks.findLastIndex((mark, i) => i <= upTo && newest - mark.receivedMs >= MEMORY_MS)
    const last = this.isFullOfStored ? Math.max(old, upTo >> 1) : old
    if (last > 0) this.marks.splice(0, last)
    return last >= 0 ? this.marks[0]!.position + 1 : this.spool.checkpoint.resume
  }
}

function count(sums: Map<string, number>, { mill, gateway }: Placed): void {
  const key = `${mill}/${gateway}`
  sums.set(key, (sums.get(key) ?? 0) + 1)
}
