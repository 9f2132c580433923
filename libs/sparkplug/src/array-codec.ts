import type { ArrayTypeName } from './data-type'
import { SparkplugEncodeError } from './errors'
import { DECODE_LIMITS } from './limits'
import type { MetricValue } from './payload'
import { refuse } from './scalar-encoder'
import type { WireReader } from './wire-reader'
import type { WireWriter } from './wire-writer'

type Packed =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array

// Typed arrays have the platform's byte order, the wire is little-endian.
const PLATFORM_IS_LITTLE = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

/** Writes the packed bytes of an array value, without a length before them. */
export function writeArray(writer: WireWriter, type: ArrayTypeName, value: MetricValue): void {
  switch (type) {
    case 'BooleanArray':
      writeBooleans(writer, value)
      return
    case 'StringArray':
      writeTexts(writer, value)
      return
    default: {
      if (!isPacked(type, value)) refuse(type, value)
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
      writer.raw(PLATFORM_IS_LITTLE ? bytes : swapped(bytes, value.BYTES_PER_ELEMENT))
    }
  }
}

/** Reads the packed bytes between `start` and `end` into an array of its own. */
export function readArray(reader: WireReader, type: ArrayTypeName, start: number, end: number): MetricValue {
  switch (type) {
    case 'BooleanArray':
      return readBooleans(reader, start, end)
    case 'StringArray':
      return readTexts(reader, start, end)
    case 'Int8Array':
      return new Int8Array(packed(reader, start, end, 1))
    case 'UInt8Array':
      return new Uint8Array(packed(reader, start, end, 1))
    case 'Int16Array':
      return new Int16Array(packed(reader, start, end, 2))
    case 'UInt16Array':
      return new Uint16Array(packed(reader, start, end, 2))
    case 'Int32Array':
      return new Int32Array(packed(reader, start, end, 4))
    case 'UInt32Array':
      return new Uint32Array(packed(reader, start, end, 4))
    case 'FloatArray':
      return new Float32Array(packed(reader, start, end, 4))
    case 'DoubleArray':
      return new Float64Array(packed(reader, start, end, 8))
    case 'Int64Array':
      return new BigInt64Array(packed(reader, start, end, 8))
    case 'UInt64Array':
    case 'DateTimeArray':
      return new BigUint64Array(packed(reader, start, end, 8))
  }
}

function packed(reader: WireReader, start: number, end: number, width: number): ArrayBuffer {
  if ((end - start) % width !== 0) {
    reader.fail('decode/array', `${end - start} bytes are no multiple of ${width}`, start)
  }
  const copy = reader.copyBetween(start, end)
  return PLATFORM_IS_LITTLE ? copy.buffer : swapped(copy, width).buffer
}

function isPacked(type: ArrayTypeName, value: MetricValue): value is Packed {
  switch (type) {
    case 'Int8Array':
      return value instanceof Int8Array
    case 'UInt8Array':
      return value instanceof Uint8Array
    case 'Int16Array':
      return value instanceof Int16Array
    case 'UInt16Array':
      return value instanceof Uint16Array
    case 'Int32Array':
      return value instanceof Int32Array
    case 'UInt32Array':
      return value instanceof Uint32Array
    case 'Int64Array':
      return value instanceof BigInt64Array
    case 'UInt64Array':
      return value instanceof BigUint64Array
    case 'FloatArray':
      return value instanceof Float32Array
    case 'DoubleArray':
      return value instanceof Float64Array
    case 'DateTimeArray':
      return value instanceof BigUint64Array || value instanceof BigInt64Array
    default:
      return false
  }
}

/** A count of 32 bits, then eight values to a byte from the most significant bit down (Tahu's Python has it reversed). */
function writeBooleans(writer: WireWriter, value: MetricValue): void {
  if (!Array.isArray(value)) refuse('BooleanArray', value)
  const count = value.length
  for (let shift = 0; shift < 32; shift += 8) writer.byte((count >>> shift) & 0xff)
  for (let start = 0; start < count; start += 8) {
    let byte = 0
    for (let bit = 0; bit < 8 && start + bit < count; bit++) {
      const entry: unknown = value[start + bit]
      if (typeof entry !== 'boolean') refuse('BooleanArray', entry)
      if (entry) byte |= 0x80 >>> bit
    }
    writer.byte(byte)
  }
}

function readBooleans(reader: WireReader, start: number, end: number): boolean[] {
  if (end - start < 4) reader.fail('decode/array', 'BooleanArray without its count', start)
  let count = 0
  for (let index = 3; index >= 0; index--) count = count * 256 + reader.byteAt(start + index)
  if (Math.ceil(count / 8) !== end - start - 4) {
    reader.fail('decode/array', `BooleanArray of ${count} in ${end - start - 4} bytes`, start)
  }
  if (count > DECODE_LIMITS.arrayEntries) reader.fail('decode/too-many', `BooleanArray of ${count}`, start)
  const values = new Array<boolean>(count)
  for (let index = 0; index < count; index++) {
    values[index] = (reader.byteAt(start + 4 + (index >>> 3)) & (0x80 >>> (index & 7))) !== 0
  }
  return values
}

/** UTF-8 texts, each ended by a NUL, which therefore cannot be inside one. */
function writeTexts(writer: WireWriter, value: MetricValue): void {
  if (!Array.isArray(value)) refuse('StringArray', value)
  for (const entry of value as readonly unknown[]) {
    if (typeof entry !== 'string') refuse('StringArray', entry)
    if (entry.includes('\0')) throw new SparkplugEncodeError('encode/value-range', 'a StringArray cannot hold a NUL')
    writer.rawText(entry)
    writer.byte(0)
  }
}

function readTexts(reader: WireReader, start: number, end: number): string[] {
  if (end > start && reader.byteAt(end - 1) !== 0)
    reader.fail('decode/array', 'StringArray without its last NUL', start)
  const values: string[] = []
  let from = start
  while (from < end) {
    if (values.length >= DECODE_LIMITS.arrayEntries) reader.fail('decode/too-many', 'StringArray too long', start)
    const stop = reader.indexOf(0, from)
    values.push(reader.textBetween(from, stop))
    from = stop + 1
  }
  return values
}

function swapped(bytes: Uint8Array, width: number): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(bytes.length)
  for (let at = 0; at < bytes.length; at += width) {
    for (let index = 0; index < width; index++) result[at + index] = bytes[at + width - 1 - index]!
  }
  return result
}
