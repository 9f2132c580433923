import { type DecodeFault, SparkplugDecodeError } from './errors'
import { WIRE_BYTES, WIRE_FIXED32, WIRE_FIXED64, WIRE_VARINT } from './wire-writer'

const TWO_32 = 0x1_0000_0000
const SAFE_HIGH = 0x20_0000
// Up to here a loop over ASCII characters is faster than a call into TextDecoder.
const SHORT_TEXT = 64

// ignoreBOM: a leading U+FEFF is part of the text, not a mark to be removed.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Reads protobuf fields between `at` and `end`, and never a byte beyond. */
export class WireReader {
  at = 0
  end: number
  /** The last varint read, as two unsigned halves. */
  low = 0
  high = 0
  readonly #bytes: Uint8Array
  #view: DataView | undefined

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.end = bytes.length
  }

  fail(code: DecodeFault, detail: string, at = this.at): never {
    throw new SparkplugDecodeError(code, at, detail)
  }

  /** Whether a part that is being read has more fields. */
  more(): boolean {
    return this.at < this.end
  }

  /** The next tag, field number in the upper bits. Groups (wire types 3 and 4) and reserved types are refused. */
  tag(): number {
    const at = this.at
    const tag = this.varint()
    if (tag >>> 3 === 0 || this.high !== 0) this.fail('decode/field-number', 'no such field number', at)
    const wireType = tag & 7
    if (wireType > WIRE_BYTES && wireType !== WIRE_FIXED32) this.fail('decode/wire-type', `wire type ${wireType}`, at)
    return tag
  }

  expect(tag: number, wireType: number): void {
    if ((tag & 7) !== wireType) this.fail('decode/wire-type', `field ${tag >>> 3} with wire type ${tag & 7}`)
  }

  /** A varint's lower 32 bits, unsigned, as protobuf reads a uint32; all 64 are in `low` and `high`. */
  varint(): number {
    const bytes = this.#bytes
    const at = this.at
    if (at < this.end) {
      const first = bytes[at]!
      if (first < 0x80) {
        this.at = at + 1
        this.high = 0
        this.low = first
        return first
      }
    }
    return this.#longVarint()
  }

  /** A varint that must be an exact number: at most 2^53-1. */
  safeVarint(what: string): number {
    const at = this.at
    this.varint()
    if (this.high >= SAFE_HIGH) this.fail('decode/number-range', `${what} above 2^53-1`, at)
    return this.high * TWO_32 + this.low
  }

  bool(): boolean {
    this.varint()
    return this.low !== 0 || this.high !== 0
  }

  float(): number {
    const at = this.#advance(4)
    return this.#viewed().getFloat32(at, true)
  }

  double(): number {
    const at = this.#advance(8)
    return this.#viewed().getFloat64(at, true)
  }

  /** Reads a length and returns where the part ends; the part begins at `at`. */
  partEnd(): number {
    const at = this.at
    const size = this.varint()
    if (this.high !== 0 || size > this.end - this.at) this.fail('decode/truncated', `part of ${size} bytes`, at)
    return this.at + size
  }

  text(): string {
    const start = this.at
    const end = this.partEnd()
    const text = this.textBetween(this.at, end, start)
    this.at = end
    return text
  }

  /** The UTF-8 text of these bytes, which the caller knows to be inside. */
  textBetween(start: number, end: number, at = start): string {
    const bytes = this.#bytes
    if (end - start <= SHORT_TEXT) {
      let text = ''
      let index = start
      for (; index < end; index++) {
        const byte = bytes[index]!
        if (byte > 0x7f) break
        text += String.fromCharCode(byte)
      }
      if (index === end) return text
    }
    try {
      return decoder.decode(bytes.subarray(start, end))
    } catch {
      return this.fail('decode/utf8', 'invalid UTF-8', at)
    }
  }

  /** A copy of these bytes, aligned for every typed array; the message's own buffer is never handed out. */
  copyBetween(start: number, end: number): Uint8Array<ArrayBuffer> {
    const copy = new Uint8Array(end - start)
    copy.set(this.#bytes.subarray(start, end))
    return copy
  }

  byteAt(index: number): number {
    return this.#bytes[index]!
  }

  /** Where the first `byte` at or after `start` is, or -1. */
  indexOf(byte: number, start: number): number {
    return this.#bytes.indexOf(byte, start)
  }

  /** Passes over the value of a field that nobody here reads. */
  skip(tag: number): void {
    switch (tag & 7) {
      case WIRE_VARINT:
        this.varint()
        return
      case WIRE_FIXED64:
        this.#advance(8)
        return
      case WIRE_BYTES:
        this.at = this.partEnd()
        return
      default:
        this.#advance(4)
    }
  }

  #longVarint(): number {
    const start = this.at
    const bytes = this.#bytes
    let low = 0
    let high = 0
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.at >= this.end) this.fail('decode/truncated', 'varint runs past the end', start)
      const byte = bytes[this.at++]!
      const bits = byte & 0x7f
      if (shift < 28) low |= bits << shift
      else if (shift === 28) {
        low |= bits << 28
        high = bits >>> 4
      } else if (shift < 63) high |= bits << (shift - 32)
      // The tenth byte has one bit left to give; what is above it would be lost, and 2^64 be 0.
      else if (bits > 1) this.fail('decode/varint', 'varint above 2^64-1', start)
      else high |= bits << 31
      if (byte < 0x80) {
        this.low = low >>> 0
        this.high = high >>> 0
        return this.low
      }
    }
    return this.fail('decode/varint', 'varint of more than ten bytes', start)
  }

  #advance(size: number): number {
    const at = this.at
    if (size > this.end - at) this.fail('decode/truncated', `${size} bytes wanted`)
    this.at = at + size
    return at
  }

  #viewed(): DataView {
    this.#view ??= new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.byteLength)
    return this.#view
  }
}
