import type { ScalarTypeName } from './data-type'
import type { WireReader } from './wire-reader'
import { WIRE_BYTES, WIRE_FIXED32, WIRE_FIXED64, WIRE_VARINT } from './wire-writer'

const TWO_32 = 0x1_0000_0000
const MAX_32 = 0xffff_ffff
const SAFE_HIGH = 0x20_0000

/** Which of the value fields a message carried. */
export type FoundKind = 'none' | 'int' | 'long' | 'float' | 'double' | 'boolean' | 'text' | 'part'

/** A value as found on the wire; what it means is known only with its datatype, which may come later in the message. */
export class FoundValue {
  kind: FoundKind = 'none'
  number = 0
  low = 0
  high = 0
  /** Field number of a `part`: bytes, DataSet, Template, property set. */
  field = 0
  start = 0
  end = 0

  clear(): void {
    this.kind = 'none'
  }
}

/**
 * Reads one of the scalar value fields, which begin at `firstField`, into `found`. Of several, the last one counts, as
 * in every protobuf `oneof`.
 */
export function readScalarField(reader: WireReader, tag: number, firstField: number, found: FoundValue): void {
  switch ((tag >>> 3) - firstField) {
    case 0:
      reader.expect(tag, WIRE_VARINT)
      found.low = reader.varint()
      found.high = 0
      found.kind = 'int'
      return
    case 1:
      reader.expect(tag, WIRE_VARINT)
      found.low = reader.varint()
      found.high = reader.high
      found.kind = 'long'
      return
    case 2:
      reader.expect(tag, WIRE_FIXED32)
      found.number = reader.float()
      found.kind = 'float'
      return
    case 3:
      reader.expect(tag, WIRE_FIXED64)
      found.number = reader.double()
      found.kind = 'double'
      return
    case 4:
      reader.expect(tag, WIRE_VARINT)
      found.number = reader.bool() ? 1 : 0
      found.kind = 'boolean'
      return
    case 5:
      found.kind = 'text'
      readPart(reader, tag, found)
  }
}

/** Notes where a length-delimited value is, and passes over it. */
export function readPart(reader: WireReader, tag: number, found: FoundValue): void {
  reader.expect(tag, WIRE_BYTES)
  found.field = tag >>> 3
  found.end = reader.partEnd()
  found.start = reader.at
  reader.at = found.end
}

/**
 * The value of a scalar datatype. Integers are taken from either integer field (UInt32 travels in both), and negative
 * ones in the width of their type, of 32 or of 64 bits, since peers differ.
 */
export function scalarValue(
  reader: WireReader,
  found: FoundValue,
  type: ScalarTypeName,
): number | bigint | boolean | string {
  switch (type) {
    case 'Int8':
      return signed(reader, found, type, 0x80)
    case 'Int16':
      return signed(reader, found, type, 0x8000)
    case 'Int32':
      return signed(reader, found, type, 0x8000_0000)
    case 'UInt8':
      return unsigned(reader, found, type, 0xff)
    case 'UInt16':
      return unsigned(reader, found, type, 0xffff)
    case 'UInt32':
      return unsigned(reader, found, type, MAX_32)
    case 'Int64':
      if (found.kind === 'int' && found.low > 0x7fff_ffff) return outOfRange(reader, type)
      return whole(reader, found, type, true)
    case 'UInt64':
    case 'DateTime':
      return whole(reader, found, type, false)
    case 'Float':
      return found.kind === 'float' ? found.number : mismatch(reader, found, type)
    case 'Double':
      return found.kind === 'double' ? found.number : mismatch(reader, found, type)
    case 'Boolean':
      return found.kind === 'boolean' ? found.number === 1 : mismatch(reader, found, type)
    case 'String':
    case 'Text':
    case 'UUID':
      return found.kind === 'text' ? reader.textBetween(found.start, found.end) : mismatch(reader, found, type)
  }
}

/** What a scalar field says by itself, when no datatype is known: integers are then unsigned. */
export function untypedScalar(reader: WireReader, found: FoundValue): number | bigint | boolean | string | null {
  switch (found.kind) {
    case 'int':
      return found.low
    case 'long':
      return fromHalves(found.low, found.high)
    case 'float':
    case 'double':
      return found.number
    case 'boolean':
      return found.number === 1
    case 'text':
      return reader.textBetween(found.start, found.end)
    default:
      return null
  }
}

/** Throws `decode/value-type`: the value is in a field that its datatype does not use. */
export function mismatch(reader: WireReader, found: FoundValue, type: string): never {
  return reader.fail('decode/value-type', `${found.kind} field for ${type}`)
}

function outOfRange(reader: WireReader, type: string): never {
  return reader.fail('decode/value-range', `value outside of ${type}`)
}

function signed(reader: WireReader, { kind, low, high }: FoundValue, type: ScalarTypeName, half: number): number {
  if (kind !== 'int' && kind !== 'long') return reader.fail('decode/value-type', `${kind} field for ${type}`)
  if (high === 0 && low < 2 * half) return low < half ? low : low - 2 * half
  const extended = low - TWO_32
  if ((high === 0 || high === MAX_32) && extended >= -half) return extended
  return outOfRange(reader, type)
}

function unsigned(reader: WireReader, { kind, low, high }: FoundValue, type: ScalarTypeName, most: number): number {
  if (kind !== 'int' && kind !== 'long') return reader.fail('decode/value-type', `${kind} field for ${type}`)
  return high === 0 && low <= most ? low : outOfRange(reader, type)
}

function whole(reader: WireReader, found: FoundValue, type: ScalarTypeName, isSigned: boolean): number | bigint {
  const { kind, low, high } = found
  if (kind !== 'int' && kind !== 'long') return mismatch(reader, found, type)
  if (!isSigned || high < 0x8000_0000) return fromHalves(low, high)
  const upper = high - TWO_32
  const value = upper * TWO_32 + low
  return Number.isSafeInteger(value) ? value : BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low))
}

function fromHalves(low: number, high: number): number | bigint {
  return high < SAFE_HIGH ? high * TWO_32 + low : (BigInt(high) << 32n) | BigInt(low)
}
