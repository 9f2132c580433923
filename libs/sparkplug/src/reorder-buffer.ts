import { nextSeq, SEQ_COUNT, seqDistance } from './sequence'
import type { ParsedTopic } from './topic'

/** A message of an edge as it arrived, with the sequence number and time it says it was sent. */
export interface Arrived {
  topic: string
  parsed: Exclude<ParsedTopic, { kind: 'STATE' }>
  payload: Uint8Array
  seq: number
  sentMs: number | undefined
}

const MOST_HELD = 64
const MOST_HELD_BYTES = 4_194_304
/** About what a held message costs besides its bytes. */
const HELD_COST = 512

/** Puts one edge's messages back into the order of their sequence numbers, holding those that came too early. */
export class ReorderBuffer {
  /** The sequence number due next. */
  expected = 0
  readonly #held = new Map<number, Arrived>()
  #heldBytes = 0
  #sinceMs = 0
  // Whether messages came in order while others were held.
  #progressed = false

  /** Whether messages wait for a missing one. */
  get waiting(): boolean {
    return this.#held.size > 0
  }

  /** Whether no more may be held. */
  get full(): boolean {
    return this.#held.size >= MOST_HELD || this.#heldBytes >= MOST_HELD_BYTES
  }

  /** About what the held messages take of memory. */
  get heldBytes(): number {
    return this.#heldBytes
  }

  /** Counts a message as received when it is the one due; false otherwise. */
  accept(seq: number): boolean {
    if (seq !== this.expected) return false
    this.expected = nextSeq(seq)
    this.#progressed = true
    return true
  }

  /** Keeps a message for later; false when its sequence number is held already. */
  hold(message: Arrived, nowMs: number): boolean {
    if (this.#held.has(message.seq)) return false
    if (this.#held.size === 0) {
      this.#sinceMs = nowMs
      this.#progressed = false
    }
    // The caller may use its buffer again.
    this.#held.set(message.seq, { ...message, payload: new Uint8Array(message.payload) })
    this.#heldBytes += costOf(message)
    return true
  }

  /** The held message that is due now; undefined when the next one is still missing. */
  takeDue(nowMs: number): Arrived | undefined {
    const message = this.#held.get(this.expected)
    if (message === undefined) return undefined
    this.#remove(message)
    this.expected = nextSeq(message.seq)
    // What is still held waits for another missing message, from now on.
    this.#sinceMs = nowMs
    this.#progressed = true
    return message
  }

  /** Whether the first held message has waited for `reorderMs`. */
  expired(nowMs: number, reorderMs: number): boolean {
    if (!this.waiting) return false
    // A clock that was set back begins the wait anew.
    if (nowMs < this.#sinceMs) this.#sinceMs = nowMs
    return nowMs - this.#sinceMs >= reorderMs
  }

  /**
   * Gives up waiting: all held messages in their order, and apart those that are not early but late (the rest went on
   * without them: repeats).
   */
  release(): { due: Arrived[]; late: Arrived[] } {
    const due: Arrived[] = []
    const late: Arrived[] = []
    const distance = (message: Arrived) => seqDistance(this.expected, message.seq)
    for (const message of this.#held.values()) {
      const isLate = this.#progressed && distance(message) >= SEQ_COUNT / 2
      ;(isLate ? late : due).push(message)
    }
    due.sort((a, b) => distance(a) - distance(b))
    this.clear()
    return { due, late }
  }

  /** Takes out those of the session before a birth: held messages sent before it. The others stay. */
  releaseBefore(sentMs: number | undefined): Arrived[] {
    const older: Arrived[] = []
    for (const message of this.#held.values()) {
      if (sentMs === undefined || message.sentMs === undefined || message.sentMs < sentMs) older.push(message)
    }
    for (const message of older) this.#remove(message)
    return older.sort((a, b) => seqDistance(this.expected, a.seq) - seqDistance(this.expected, b.seq))
  }

  clear(): void {
    this.#held.clear()
    this.#heldBytes = 0
  }

  #remove(message: Arrived): void {
    this.#held.delete(message.seq)
    this.#heldBytes -= costOf(message)
  }
}

/** A topic may have 65,535 bytes: with small payloads it is what counts. */
const costOf = ({ payload, topic }: Arrived): number => payload.length + 2 * topic.length + HELD_COST
