import { type KeptEpoch, MOST_EPOCHS } from '@wanding/contracts'
import type { Bus } from '../bus'
import {
  KEPT_EVENTS,
  type KeptEvent,
  type KeptRecord,
  type Placed,
  type Spool,
  type StreamBook,
  type StreamKey,
} from '../spool'
import type { LiveEvent, Place, Understood } from './understand'

/** How a message came to its end here. */
interface Mark extends StreamKey {
  position: number
}

/** A watermark that a gateway is to hear. */
export interface Watermark extends StreamKey {
  /** All positions up to here are in the spool and on the disk. */
  position: number
}

type KeptLiveEvent = Extract<LiveEvent, { name: KeptEvent['name'] }>
const isKept = (event: LiveEvent): event is KeptLiveEvent => (KEPT_EVENTS as readonly string[]).includes(event.name)
const keyOf = ({ mill, gateway, epoch }: StreamKey): string => `${mill}/${gateway}/${epoch}`

/**
 * The way of a message: shown at once on the bus, and into the spool in the order of its gateway's journal. What comes twice is
 * left out, what comes early waits for what is missing, and what the spool cannot take waits for room. Neither is acknowledged,
 * so that what cannot be held comes again.
 */
export class Intake {
  private readonly book: StreamBook<KeptRecord>
  /** Highest position in the spool by stream, and of those on the disk. */
  private readonly spooled = new Map<string, Mark>()
  private readonly durable = new Map<string, Mark>()
  /** Gateways that are to hear of a stream, whether or not it moved. */
  private readonly toTell = new Set<string>()
  private marked: { upTo: number; marks: Mark[] } | undefined
  private readonly journalled = new Set<string>()
  /** Positions that will never come, and that the spool could not take when it heard so. */
  private owed: Placed[] = []
  /** Streams whose due message is held because the spool could not take it. */
  private readonly unkept = new Map<string, StreamKey>()
  /** Of gateways without a journal; what the spool could not take nobody sends again. */
  readonly unplaced = { gateways: new Set<string>(), messages: 0, lost: 0 }

  constructor(
    private readonly bus: Pick<Bus, 'emit'>,
    private readonly spool: Pick<Spool, 'append' | 'durable' | 'next' | 'book'>,
  ) {
    this.book = spool.book
    for (const { mill, gateway, epoch, next } of this.book.states()) {
      const mark = { mill, gateway, epoch, position: next - 1 }
      this.spooled.set(keyOf(mark), mark)
      this.durable.set(keyOf(mark), mark)
    }
  }

  /** A gateway was born: what it has decides what is still to come. True where two programs have its name. */
  born(mill: string, gateway: string, epochs: readonly KeptEpoch[] | undefined): boolean {
    const key = `${mill}/${gateway}`
    if (!epochs) {
      this.journalled.delete(key)
      return false
    }
    this.journalled.add(key)
    this.unplaced.gateways.delete(key)
    // Who keeps a journal has at least the one that it writes: nonsense gives nothing up.
    if (epochs.length === 0) return false
    this.owed = this.owed.filter((gone) => gone.mill !== mill || gone.gateway !== gateway)
    const { gone, isRival } = this.book.born(mill, gateway, epochs)
    for (const each of gone) this.keepGone(each)
    // What waited for a journal that is given up has its turn now.
    for (const each of this.book.journalsOf(mill, gateway)) this.keepHeld(each)
    for (const { epoch, oldest } of epochs) {
      const stream = { mill, gateway, epoch }
      const position = (this.book.nextOf(stream) ?? oldest) - 1
      if (!this.spooled.has(keyOf(stream))) this.spooled.set(keyOf(stream), { ...stream, position })
      if (!this.durable.has(keyOf(stream))) this.durable.set(keyOf(stream), { ...stream, position })
      this.toTell.add(keyOf(stream))
    }
    this.forgetOver()
    return isRival
  }

  /** False for what was here already. */
  take(understood: Understood, receivedMs: number): boolean {
    const { mill, gateway, place, events } = understood
    if (place) return this.takePlaced(understood, place, receivedMs)
    this.show(events)
    // What a gateway with a journal says without a position it says again with one.
    if (this.journalled.has(`${mill}/${gateway}`)) return true
    const kept = events.filter(isKept)
    if (kept.length === 0) return true
    this.unplaced.gateways.add(`${mill}/${gateway}`)
    this.unplaced.messages += 1
    if (this.spool.append({ receivedMs, events: kept }) === undefined) this.unplaced.lost += 1
    return true
  }

  /** Called when the spool has more on the disk. */
  settled(): void {
    if (this.marked && this.spool.durable >= this.marked.upTo) {
      for (const mark of this.marked.marks) {
        this.durable.set(keyOf(mark), mark)
        this.toTell.add(keyOf(mark))
      }
      this.marked = undefined
    }
    for (const gone of this.owed.splice(0)) this.keepGone(gone)
    for (const [key, stream] of this.unkept) {
      this.unkept.delete(key)
      if (!this.keepHeld(stream)) break
    }
    this.mark()
  }

  /** What gateways are to hear now. */
  watermarks(): Watermark[] {
    const told = [...this.toTell].flatMap((key) => this.durable.get(key) ?? [])
    this.toTell.clear()
    return told
  }

  private takePlaced(understood: Understood, { epoch, position }: Place, receivedMs: number): boolean {
    const { mill, gateway, events, problems, isVoid } = understood
    const stream = { mill, gateway, epoch }
    const verdict = this.book.verdict(stream, position)
    if (verdict === 'repeated') {
      // Whoever sends it again has not heard that it is here.
      this.toTell.add(keyOf(stream))
      return false
    }
    const isNew = !this.book.wasSeen(stream, position)
    if (isNew) this.show(events)
    const isDead = problems.length > 0 && events.length === 0
    const fate: Placed['fate'] = isVoid ? 'void' : isDead ? 'dead' : 'message'
    const placed: Placed = { ...stream, from: position, to: position, fate }
    const record: KeptRecord = { receivedMs, placed, events: events.filter(isKept).map(asPresent) }
    if (verdict === 'due' && this.keep(record, receivedMs)) return isNew
    this.book.hold(stream, position, record, bytesOf(record))
    if (verdict === 'due') this.unkept.set(keyOf(stream), stream)
    return isNew
  }

  /** Takes up what is held and due of a stream; false when the spool does not take it. */
  private keepHeld(stream: StreamKey): boolean {
    const due = this.book.dueOf(stream)
    if (!due || this.keep(due.content, Date.now())) return true
    this.unkept.set(keyOf(stream), stream)
    return false
  }

  /**
   * Puts a record that is due into the spool, and after it all that waited for it; false when the spool does not take it. What waited
   * comes now for all who read the spool: a time before that of its neighbours would tell them of a past that is none.
   */
  private keep(record: KeptRecord, receivedMs: number): boolean {
    let isTaken = false
    for (let next: KeptRecord | undefined = record; next; ) {
      const placed: Placed = next.placed!
      if (this.spool.append({ ...next, receivedMs }) === undefined) {
        if (isTaken) this.unkept.set(keyOf(placed), placed)
        break
      }
      isTaken = true
      const due = this.book.settled(placed)
      this.spooled.set(keyOf(placed), { ...placed, position: placed.to })
      next = due?.content
    }
    this.forgetOver()
    this.mark()
    return isTaken
  }

  /** Nobody sends these again: they are owed until the spool has them. */
  private keepGone(gone: Placed): void {
    const next = this.book.nextOf(gone)
    // Of a stream that is not followed any more all that had not come was counted as lost when it ended.
    if (next === undefined || next > gone.to) return
    const placed: Placed = { ...gone, from: Math.max(gone.from, next) }
    // One that is not due yet waits for another that is owed.
    const isDue = next >= gone.from
    const nowMs = Date.now()
    if (!isDue || !this.keep({ receivedMs: nowMs, placed, events: [] }, nowMs)) this.owed.push(placed)
  }

  /** Streams that the book does not follow any more have no marks; looked for when there are many. */
  private forgetOver(): void {
    if (this.spooled.size <= 2 * this.book.size + MOST_EPOCHS) return
    for (const [key, mark] of this.spooled) {
      if (this.book.nextOf(mark) !== undefined) continue
      this.spooled.delete(key)
      this.durable.delete(key)
      this.toTell.delete(key)
    }
    for (const [key, mark] of this.durable) if (this.book.nextOf(mark) === undefined) this.durable.delete(key)
  }

  /** Remembers how far each stream is, to be told when that is on the disk. */
  private mark(): void {
    if (this.marked) return
    const marks = [...this.spooled.values()].filter((mark) => this.durable.get(keyOf(mark))?.position !== mark.position)
    if (marks.length > 0) this.marked = { upTo: this.spool.next - 1, marks }
  }

  private show(events: readonly LiveEvent[]): void {
    for (const { name, value } of events) this.bus.emit(name, value as never)
  }
}

/** In the spool everything is in its order, also what came late: for the store it is the present. */
function asPresent(event: KeptLiveEvent): KeptEvent {
  if (event.name === 'reading') return { ...event, value: { ...event.value, historical: false } }
  return event.name === 'spindles' ? { ...event, value: { ...event.value, historical: false } } : event
}

/** About what a record takes in memory. */
function bytesOf({ events }: KeptRecord): number {
  let bytes = 200
  for (const { name, value } of events) {
    if (name === 'spindles')
      bytes += (value.rpm?.byteLength ?? 0) + (value.states?.byteLength ?? 0) + 40 * (value.transitions?.length ?? 0)
    else if (name === 'reading') bytes += 60 * value.values.size
  }
  return bytes
}
