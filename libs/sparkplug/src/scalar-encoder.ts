import type { ScalarTypeName } from './data-type'
import { SparkplugEncodeError } from './errors'
import { WIRE_BYTES, WIRE_FIXED32, WIRE_FIXED64, WIRE_VARINT, type WireWriter } from './wire-writer'

/**
 * Writes a scalar into the value fields that begin at `firstField`: int, long, float, double, boolean and string follow
 * each other with the same spacing in metrics (10), properties (3) and DataSet cells (1).
 */
export function writeScalar(writer: WireWriter, firstField: number, type: ScalarTypeName, value: unknown): void {
  switch (type) {
    case 'Int8':
      writeInt(writer, firstField, integer(type, value, -0x80, 0x7f))
      return
    case 'Int16':
      writeInt(writer, firstField, integer(type, value, -0x8000, 0x7fff))
      return
    case 'Int32':
      writeInt(writer, firstField, integer(type, value, -0x8000_0000, 0x7fff_ffff))
      return
    case 'UInt8':
      writeInt(writer, firstField, integer(type, value, 0, 0xff))
      return
    case 'UInt16':
      writeInt(writer, firstField, integer(type, value, 0, 0xffff))
      return
    case 'UInt32':
      writeInt(writer, firstField, integer(type, value, 0, 0xffff_ffff))
      return
    case 'Int64':
      writeLong(writer, firstField + 1, type, value, true)
      return
    case 'UInt64':
    case 'DateTime':
      writeLong(writer, firstField + 1, type, value, false)
      return
    case 'Float':
      if (typeof value !== 'number') refuse(type, value)
      writer.tag(firstField + 2, WIRE_FIXED32)
      writer.float(value)
      return
    case 'Double':
      if (typeof value !== 'number') refuse(type, value)
      writer.tag(firstField + 3, WIRE_FIXED64)
      writer.double(value)
      return
    case 'Boolean':
      if (typeof value !== 'boolean') refuse(type, value)
      writer.tag(firstField + 4, WIRE_VARINT)
      writer.byte(value ? 1 : 0)
      return
    case 'String':
    case 'Text':
    case 'UUID':
      if (typeof value !== 'string') refuse(type, value)
      writer.tag(firstField + 5, WIRE_BYTES)
      writer.text(value)
      return
  }
}

/** Throws `encode/value-type`: the value is not of the datatype it is declared with. */
export function refuse(type: string, value: unknown): never {
  const found =
    value === null ? 'null' : typeof value === 'object' ? (value.constructor?.name ?? 'object') : typeof value
  throw new SparkplugEncodeError('encode/value-type', `${found} is no value of ${type}`)
}

function writeInt(writer: WireWriter, field: number, value: number): void {
  writer.tag(field, WIRE_VARINT)
  // Two's complement of 32 bits, whatever the width: -23 goes out as 4294967273.
  writer.varint(value >>> 0)
}

function integer(type: string, value: unknown, least: number, most: number): number {
  const plain = typeof value === 'bigint' ? Number(value) : value
  if (typeof plain !== 'number') return refuse(type, value)
  if (!Number.isInteger(plain) || plain < least || plain > most) return outOfRange(type, value)
  return plain
}

function writeLong(writer: WireWriter, field: number, type: string, value: unknown, signed: boolean): void {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || (!signed && value < 0)) outOfRange(type, value)
    writer.tag(field, WIRE_VARINT)
    writer.varint64(value)
    return
  }
  if (typeof value !== 'bigint') refuse(type, value)
  if (value !== (signed ? BigInt.asIntN(64, value) : BigInt.asUintN(64, value))) outOfRange(type, value)
  writer.tag(field, WIRE_VARINT)
  writer.varintBig(value)
}

function outOfRange(type: string, value: unknown): never {
  throw new SparkplugEncodeError('encode/value-range', `${value} does not fit ${type}`)
}
