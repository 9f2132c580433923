const INITIAL_BYTES = 4_096
// A payload beyond this is a rarity (a file); its buffer is not kept for the small ones that follow.
const KEPT_BYTES = 1_048_576
// Up to here a loop over ASCII characters is faster than a call into TextEncoder.
const SHORT_TEXT = 64

const TWO_32 = 0x1_0000_0000
const encoder = new TextEncoder()

/** Wire types of protobuf that Sparkplug uses. */
export const WIRE_VARINT = 0
export const WIRE_FIXED64 = 1
export const WIRE_BYTES = 2
export const WIRE_FIXED32 = 5

/** Writes protobuf fields into one growable buffer that is kept from message to message. */
export class WireWriter {
  #bytes = new Uint8Array(INITIAL_BYTES)
  #view = new DataView(this.#bytes.buffer)
  #length = 0

  /** Forgets what was written. */
  reset(): void {
    this.#length = 0
  }

  /** A copy of what was written; the writer is empty afterwards. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#length)
    this.#length = 0
    if (this.#bytes.length > KEPT_BYTES) this.#use(new Uint8Array(INITIAL_BYTES))
    return taken
  }

  tag(field: number, wireType: number): void {
    this.varint((field << 3) | wireType)
  }

  /** An unsigned 32-bit integer; the caller has brought it into range with `>>> 0`. */
  varint(value: number): void {
    this.#reserve(5)
    const bytes = this.#bytes
    let at = this.#length
    while (value > 0x7f) {
      bytes[at++] = (value & 0x7f) | 0x80
      value >>>= 7
    }
    bytes[at++] = value
    this.#length = at
  }

  /** An integer of -2^53 to 2^53, as 64-bit two's complement. */
  varint64(value: number): void {
    this.#varintPair(value >>> 0, Math.floor(value / TWO_32) >>> 0)
  }

  /** A bigint of -2^63 to 2^64-1, as 64-bit two's complement. */
  varintBig(value: bigint): void {
    const bits = BigInt.asUintN(64, value)
    this.#varintPair(Number(bits & 0xffff_ffffn), Number(bits >> 32n))
  }

  float(value: number): void {
    this.#reserve(4)
    this.#view.setFloat32(this.#length, value, true)
    this.#length += 4
  }

  double(value: number): void {
    this.#reserve(8)
    this.#view.setFloat64(this.#length, value, true)
    this.#length += 8
  }

  /** Bytes without a length before them. */
  raw(value: Uint8Array): void {
    this.#reserve(value.length)
    this.#bytes.set(value, this.#length)
    this.#length += value.length
  }

  byte(value: number): void {
    this.#reserve(1)
    this.#bytes[this.#length++] = value
  }

  /** Bytes with their length before them. */
  bytes(value: Uint8Array): void {
    this.varint(value.length)
    this.raw(value)
  }

  /** UTF-8 with its length before it; a lone surrogate becomes U+FFFD. */
  text(value: string): void {
    const start = this.open()
    this.rawText(value)
    this.close(start)
  }

  /** UTF-8 without a length before it. */
  rawText(value: string): void {
    const units = value.length
    this.#reserve(units * 3)
    const bytes = this.#bytes
    let at = this.#length
    let read = 0
    if (units <= SHORT_TEXT) {
      for (; read < units; read++) {
        const unit = value.charCodeAt(read)
        if (unit > 0x7f) break
        bytes[at++] = unit
      }
    }
    if (read < units) at += encoder.encodeInto(read === 0 ? value : value.slice(read), bytes.subarray(at)).written
    this.#length = at
  }

  /** Begins a length-delimited part; pass the result to `close`. */
  open(): number {
    this.#reserve(1)
    this.#length += 1
    return this.#length
  }

  /** Ends the part begun at `start`: one byte was left for its length, more are made by moving the part up. */
  close(start: number): void {
    const size = this.#length - start
    if (size > 0x7f) {
      const extra = size < 0x4000 ? 1 : size < 0x20_0000 ? 2 : size < 0x1000_0000 ? 3 : 4
      this.#reserve(extra)
      this.#bytes.copyWithin(start + extra, start, start + size)
    }
    this.#length = start - 1
    this.varint(size)
    this.#length += size
  }

  #varintPair(low: number, high: number): void {
    this.#reserve(10)
    const bytes = this.#bytes
    let at = this.#length
    while (high > 0) {
      bytes[at++] = (low & 0x7f) | 0x80
      low = ((low >>> 7) | (high << 25)) >>> 0
      high >>>= 7
    }
    while (low > 0x7f) {
      bytes[at++] = (low & 0x7f) | 0x80
      low >>>= 7
    }
    bytes[at++] = low
    this.#length = at
  }

  #reserve(more: number): void {
    const needed = this.#length + more
    if (needed <= this.#bytes.length) return
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2))
    grown.set(this.#bytes.subarray(0, this.#length))
    this.#use(grown)
  }

  #use(bytes: Uint8Array<ArrayBuffer>): void {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer)
  }
}
