import { type KeptEpoch, MOST_EPOCHS } from '@wanding/contracts'
import type { Placed, StreamKey } from './kept-record'

/** Messages that came too early are held for so many positions and bytes of a gateway; what is beyond comes again. */
const MOST_HELD = 4096
const MOST_HELD_BYTES = 16 * 1024 * 1024
/** Of all gateways together. */
const MOST_HELD_BYTES_OF_ALL = 256 * 1024 * 1024
/** Positions remembered as shown, of all gateways together; what is beyond is shown again. */
const MOST_SEEN_OF_ALL = 1024 * 1024

/** What was settled of a stream, by what became of it. */
export interface Settled {
  messages: number
  dead: number
  /** Positions that the gateway does not have any more, and that never came, or that our disk has lost. */
  lost: number
}

/** How the messages of a stream came. */
export interface Coming {
  /** Came more than once: left out. */
  duplicates: number
  /** Times that a message came and others before it had not. */
  gaps: number
  /** Came from the gateway's journal, behind its newest: not heard when they were new. */
  resent: number
}

/** What is known of journals that are over. */
export type Ended = Settled & Coming & { produced: number }

export interface StreamState extends Settled, Coming {
  mill: string
  gateway: string
  epoch: string
  /** First position that was asked of this stream. */
  first: number
  /** The position that is due. */
  next: number
  /** Highest position that the gateway is known to have given. */
  head: number
}

interface Held<T> {
  content: T
  bytes: number
}

interface Stream<T> extends StreamState {
  /** The gateway's last birth was of another folder of journals: nobody who is heard has what is outstanding. */
  isAbsent: boolean
  held: Map<number, Held<T>>
  heldBytes: number
  /** Came early and could not be held: shown already, and due again. */
  seen: Set<number>
}

const NOTHING_CAME: Coming = { duplicates: 0, gaps: 0, resent: 0 }

export type Verdict = 'due' | 'early' | 'repeated'

/** What a birth brings to light. */
export interface Born {
  /** Positions that will never come. */
  gone: Placed[]
  /** Journals are back that were not there at the birth before, and none of that birth: two programs have the gateway's name. */
  isRival: boolean
}

const keyOf = ({ mill, gateway, epoch }: StreamKey): string => `${mill}/${gateway}/${epoch}`

/** Follows the journals of all gateways by their positions: which one is due, which came early, which is a repetition. */
export class StreamBook<T> {
  private readonly streams = new Map<string, Stream<T>>()
  private readonly gateways = new Map<string, Set<Stream<T>>>()
  /** The journals of each gateway in the order in which they were written. */
  private readonly orders = new Map<string, string[]>()
  /** Sums of journals that are over, by gateway. */
  private readonly over = new Map<string, Ended>()
  /** Messages that came early, were shown, and had to be let go; they come again. */
  heldDropped = 0
  private heldBytes = 0
  private seen = 0

  /** Takes up what was known before a restart. */
  restore(states: readonly StreamState[], over: readonly (readonly [string, Ended])[]): void {
    for (const state of states) this.follow(emptyStream(state))
    for (const [gateway, sums] of over) this.over.set(gateway, { ...sums })
  }

  /** A record of the spool was read again at a start. */
  replay(placed: Placed): void {
    const stream = this.streamOf(placed, placed.from)
    if (placed.from < stream.next) return
    // What was between was taken, and the disk has lost it.
    stream.lost += placed.from - stream.next
    this.settle(stream, placed)
  }

  /**
   * A gateway tells which journals it has. Positions that it does not have any more are lost, and the stream goes on behind them
   * once they are settled. A birth that shares no journal with the one before is of another folder: the gateway's was deleted, or
   * another program has its name. What that one keeps may come again, so nothing of it is given up: it is absent, and what is
   * outstanding counts as lost until it is back.
   */
  born(mill: string, gateway: string, kept: readonly KeptEpoch[]): Born {
    const before = this.orders.get(`${mill}/${gateway}`) ?? []
    const known = new Set(kept.map(({ epoch }) => epoch))
    const isSameFolder = before.some((epoch) => known.has(epoch))
    const gone: Placed[] = []
    let isBack = false
    for (const { epoch, oldest, head } of kept) {
      const stream = this.streamOf({ mill, gateway, epoch }, oldest)
      isBack ||= stream.isAbsent
      stream.isAbsent = false
      stream.head = Math.max(stream.head, head)
      for (const [from, to] of missing(stream, oldest - 1)) gone.push({ mill, gateway, epoch, from, to, fate: 'void' })
    }
    this.orders.set(`${mill}/${gateway}`, [...known])
    for (const stream of this.of(mill, gateway)) {
      if (known.has(stream.epoch) || stream.isAbsent) continue
      if (!isSameFolder) stream.isAbsent = true
      else if (stream.head >= stream.next) {
        const key = { mill, gateway, epoch: stream.epoch }
        for (const [from, to] of missing(stream, stream.head)) gone.push({ ...key, from, to, fate: 'void' })
      } else this.close(stream)
    }
    return { gone, isRival: isBack && !isSameFolder && before.length > 0 }
  }

  /** The position that is due in a stream; undefined for one that is not followed. */
  nextOf(key: StreamKey): number | undefined {
    return this.streams.get(keyOf(key))?.next
  }

  /** What to do with a message of a position. */
  verdict(key: StreamKey, position: number): Verdict {
    const stream = this.streamOf(key, position)
    const { head } = stream
    stream.head = Math.max(head, position)
    if (position < stream.next || stream.held.has(position)) {
      stream.duplicates += 1
      return 'repeated'
    }
    if (position > head + 1) stream.gaps += 1
    if (position <= head) stream.resent += 1
    return position === stream.next && this.isTurnOf(stream) ? 'due' : 'early'
  }

  /** Whether a message was shown before, when it came early and could not be held. */
  wasSeen(key: StreamKey, position: number): boolean {
    return this.streams.get(keyOf(key))?.seen.has(position) ?? false
  }

  /** Holds what cannot be taken yet; beyond the bounds it is let go, and remembered as shown. */
  hold(key: StreamKey, position: number, content: T, bytes: number): void {
    const stream = this.streamOf(key, position)
    if (this.hasRoom(stream, bytes)) {
      stream.held.set(position, { content, bytes })
      stream.heldBytes += bytes
      this.heldBytes += bytes
      return
    }
    this.heldDropped += 1
    if (stream.seen.size >= MOST_HELD * 16 || this.seen >= MOST_SEEN_OF_ALL || stream.seen.has(position)) return
    stream.seen.add(position)
    this.seen += 1
  }

  /** What is held of a stream and could be taken now. */
  dueOf(key: StreamKey): { position: number; content: T } | undefined {
    const stream = this.streams.get(keyOf(key))
    return stream && this.isTurnOf(stream) ? this.due(stream) : undefined
  }

  /** Positions up to `placed.to` are in the spool; gives what was held and is due now, in order, one at a time. */
  settled(placed: Placed): { position: number; content: T } | undefined {
    const stream = this.streamOf(placed, placed.from)
    this.settle(stream, placed)
    return this.due(stream)
  }

  /** The journals of a gateway that are followed. */
  journalsOf(mill: string, gateway: string): readonly StreamKey[] {
    return this.of(mill, gateway)
  }

  /** Streams that are followed. */
  get size(): number {
    return this.streams.size
  }

  /** All streams as they are to be kept. */
  *states(): Generator<StreamState & { isAbsent: boolean; held: number }> {
    for (const { held, heldBytes, seen, ...state } of this.streams.values()) yield { ...state, held: held.size }
  }

  ended(): [string, Ended][] {
    return [...this.over]
  }

  /** Messages that were taken, by `<mill>/<gateway>`. */
  taken(): Map<string, number> {
    const taken = new Map<string, number>()
    const add = (key: string, messages: number) => taken.set(key, (taken.get(key) ?? 0) + messages)
    for (const { mill, gateway, messages } of this.streams.values()) add(`${mill}/${gateway}`, messages)
    for (const [key, { messages }] of this.over) add(key, messages)
    return taken
  }

  /** So many messages of a gateway (`<mill>/<gateway>`) were taken, and our disk has lost them. */
  lose(gateway: string, messages: number): void {
    let left = messages
    const over = this.over.get(gateway)
    for (const each of [...(this.gateways.get(gateway) ?? []), ...(over ? [over] : [])]) {
      const lost = Math.min(left, each.messages)
      each.messages -= lost
      each.lost += lost
      left -= lost
    }
  }

  private of(mill: string, gateway: string): Stream<T>[] {
    return [...(this.gateways.get(`${mill}/${gateway}`) ?? [])]
  }

  private follow(stream: Stream<T>): void {
    const gateway = `${stream.mill}/${stream.gateway}`
    this.streams.set(keyOf(stream), stream)
    const journals = this.gateways.get(gateway) ?? new Set()
    this.gateways.set(gateway, journals.add(stream))
  }

  private settle(stream: Stream<T>, { from, to, fate }: Placed): void {
    const count = to - from + 1
    const before = stream.next
    if (fate === 'message') stream.messages += count
    else if (fate === 'dead') stream.dead += count
    else stream.lost += count
    stream.next = to + 1
    stream.head = Math.max(stream.head, to)
    for (const position of within(stream.held, before, to)) this.unhold(stream, position)
    for (const position of within(stream.seen, before, to)) if (stream.seen.delete(position)) this.seen -= 1
  }

  private due(stream: Stream<T>): { position: number; content: T } | undefined {
    const position = stream.next
    const held = stream.held.get(position)
    if (held) return { position, content: held.content }
    const after = this.after(stream)
    return after && stream.next > stream.head ? this.due(after) : undefined
  }

  /** A journal waits until all that the gateway wrote before it is here: a machine's past comes before its present. */
  private isTurnOf(stream: Stream<T>): boolean {
    const order = this.orderOf(stream)
    for (const epoch of order.slice(0, Math.max(0, order.indexOf(stream.epoch)))) {
      const before = this.streams.get(keyOf({ ...stream, epoch }))
      if (before && before.next <= before.head) return false
    }
    return true
  }

  private after(stream: Stream<T>): Stream<T> | undefined {
    const order = this.orderOf(stream)
    const epoch = order[order.indexOf(stream.epoch) + 1]
    return epoch !== undefined && order.includes(stream.epoch)
      ? this.streams.get(keyOf({ ...stream, epoch }))
      : undefined
  }

  private orderOf({ mill, gateway }: StreamKey): readonly string[] {
    return this.orders.get(`${mill}/${gateway}`) ?? []
  }

  /** The bound is one of the gateway, however many journals it names. */
  private hasRoom({ mill, gateway }: StreamKey, bytes: number): boolean {
    let held = 0
    let heldBytes = bytes
    for (const each of this.of(mill, gateway)) {
      held += each.held.size
      heldBytes += each.heldBytes
    }
    return held < MOST_HELD && heldBytes <= MOST_HELD_BYTES && this.heldBytes + bytes <= MOST_HELD_BYTES_OF_ALL
  }

  private unhold(stream: Stream<T>, position: number): void {
    const bytes = stream.held.get(position)?.bytes ?? 0
    stream.heldBytes -= bytes
    this.heldBytes -= bytes
    stream.held.delete(position)
  }

  private streamOf(key: StreamKey, first: number): Stream<T> {
    const known = this.streams.get(keyOf(key))
    if (known) return known
    const { mill, gateway, epoch } = key
    const all = this.of(mill, gateway)
    if (all.length >= MOST_EPOCHS) this.close(all.find(({ isAbsent }) => isAbsent) ?? all[0]!)
    const stream = emptyStream<T>({
      ...{ mill, gateway, epoch, first, next: first, head: first - 1 },
      ...{ messages: 0, dead: 0, lost: 0, ...NOTHING_CAME },
    })
    this.follow(stream)
    return stream
  }

  private close(stream: Stream<T>): void {
    const key = `${stream.mill}/${stream.gateway}`
    const sums = this.over.get(key) ?? { messages: 0, dead: 0, lost: 0, produced: 0, ...NOTHING_CAME }
    sums.messages += stream.messages
    sums.dead += stream.dead
    for (const how of Object.keys(NOTHING_CAME) as (keyof Coming)[]) sums[how] += stream[how]
    // What it was known to have given and never came will not be asked for any more.
    sums.lost += stream.lost + Math.max(0, stream.head - stream.next + 1)
    sums.produced += stream.head - stream.first + 1
    this.over.set(key, sums)
    this.heldBytes -= stream.heldBytes
    this.seen -= stream.seen.size
    this.gateways.get(key)?.delete(stream)
    this.streams.delete(keyOf(stream))
  }
}

/** Those of many positions that are in a range, looked for in the smaller of the two. */
function within(positions: ReadonlyMap<number, unknown> | ReadonlySet<number>, from: number, to: number): number[] {
  if (positions.size === 0) return []
  if (to - from >= positions.size) return [...positions.keys()].filter((each) => each >= from && each <= to)
  return Array.from({ length: to - from + 1 }, (_, i) => from + i).filter((each) => positions.has(each))
}

/** Ranges of positions up to one that have not come; what came early and waits is here, and is no loss. */
function missing({ next, held }: Stream<unknown>, to: number): [from: number, to: number][] {
  const ranges: [number, number][] = []
  let from = next
  for (const position of [...held.keys()].filter((each) => each <= to).sort((a, b) => a - b)) {
    if (position > from) ranges.push([from, position - 1])
    from = position + 1
  }
  if (from <= to) ranges.push([from, to])
  return ranges
}

const emptyStream = <T>(state: StreamState): Stream<T> => ({
  ...state,
  isAbsent: false,
  held: new Map(),
  heldBytes: 0,
  seen: new Set(),
})
