import {
  type BasicTypeName,
  dataTypeCode,
  dataTypeName,
  isScalarType,
  PROPERTY_SET_CODE,
  PROPERTY_SET_LIST_CODE,
} from './data-type'
import { SparkplugEncodeError } from './errors'
import { DECODE_LIMITS } from './limits'
import type { PropertySet, PropertyValue } from './payload'
import { FoundValue, mismatch, readPart, readScalarField, scalarValue } from './scalar-decoder'
import { refuse, writeScalar } from './scalar-encoder'
import type { WireReader } from './wire-reader'
import { WIRE_BYTES, WIRE_VARINT, type WireWriter } from './wire-writer'

const SET = { key: 1, value: 2 } as const
const LIST_ENTRY = 1
const VALUE = { type: 1, isNull: 2, firstScalar: 3, lastScalar: 8, set: 9, list: 10 } as const

/** The three values `Quality` may have. [tck-id-payloads-propertyset-quality-value-value] */
export const QUALITY = Object.freeze({ bad: 0, good: 192, stale: 500 })

/**
 * Writes the fields of a property set: all keys, then as many values.
 * [tck-id-payloads-propertyset-keys-array-size, -values-array-size, -quality-value-type, -quality-value-value]
 */
export function writePropertySet(writer: WireWriter, set: PropertySet, depth = 1): void {
  if (depth > DECODE_LIMITS.propertyDepth) throw new SparkplugEncodeError('encode/too-deep', 'property sets too deep')
  const keys = Object.keys(set)
  for (const key of keys) {
    writer.tag(SET.key, WIRE_BYTES)
    writer.text(key)
  }
  for (const key of keys) {
    const property = set[key]!
    if (key === 'Quality') checkQuality(property)
    writer.tag(SET.value, WIRE_BYTES)
    const start = writer.open()
    writeProperty(writer, property, depth)
    writer.close(start)
  }
}

/** Reads property sets of one payload; counts them all, so that no payload can ask for more than the limits. */
export class PropertyReader {
  #count = 0
  readonly #reader: WireReader

  constructor(reader: WireReader) {
    this.#reader = reader
  }

  /** The property set that ends at `end`; properties of datatypes that are not read here are left out. */
  readSet(end: number, depth = 1): PropertySet {
    const reader = this.#reader
    if (depth > DECODE_LIMITS.propertyDepth) reader.fail('decode/too-deep', 'property sets too deep')
    const outerEnd = reader.end
    const start = reader.at
    reader.end = end
    const keys: string[] = []
    const values: (PropertyValue | undefined)[] = []
    while (reader.more()) {
      const tag = reader.tag()
      switch (tag >>> 3) {
        case SET.key:
          reader.expect(tag, WIRE_BYTES)
          this.#bump()
          keys.push(reader.text())
          break
        case SET.value:
          reader.expect(tag, WIRE_BYTES)
          this.#bump()
          values.push(this.#readProperty(reader.partEnd(), depth))
          break
        default:
          reader.skip(tag)
      }
    }
    if (keys.length !== values.length) {
      reader.fail('decode/property-set', `${keys.length} keys with ${values.length} values`, start)
    }
    reader.end = outerEnd
    // Without a prototype a key such as __proto__ is a key and nothing else.
    const set: Record<string, PropertyValue> = Object.create(null)
    for (let index = 0; index < keys.length; index++) {
      const value = values[index]
      if (value !== undefined) set[keys[index]!] = value
    }
    return set
  }

  #bump(): void {
    this.#count += 1
    if (this.#count > 2 * DECODE_LIMITS.properties) this.#reader.fail('decode/too-many', 'properties')
  }

  #readProperty(end: number, depth: number): PropertyValue | undefined {
    const reader = this.#reader
    const outerEnd = reader.end
    reader.end = end
    const found = new FoundValue()
    let code = 0
    let isNull = false
    while (reader.more()) {
      const tag = reader.tag()
      const field = tag >>> 3
      if (field === VALUE.type) {
        reader.expect(tag, WIRE_VARINT)
        code = reader.varint()
      } else if (field === VALUE.isNull) {
        reader.expect(tag, WIRE_VARINT)
        isNull = reader.bool()
      } else if (field <= VALUE.lastScalar) {
        readScalarField(reader, tag, VALUE.firstScalar, found)
      } else if (field <= VALUE.list) {
        found.kind = 'part'
        readPart(reader, tag, found)
      } else reader.skip(tag)
    }
    if (isNull) found.clear()
    const value = this.#valueOf(code, found, depth)
    reader.at = end
    reader.end = outerEnd
    return value
  }

  #valueOf(code: number, found: FoundValue, depth: number): PropertyValue | undefined {
    const reader = this.#reader
    const isNull = found.kind === 'none'
    if (code === PROPERTY_SET_CODE) {
      if (isNull) return { type: 'PropertySet', value: null }
      if (found.kind !== 'part' || found.field !== VALUE.set) return mismatch(reader, found, 'PropertySet')
      reader.at = found.start
      return { type: 'PropertySet', value: this.readSet(found.end, depth + 1) }
    }
    if (code === PROPERTY_SET_LIST_CODE) {
      if (isNull) return { type: 'PropertySetList', value: null }
      if (found.kind !== 'part' || found.field !== VALUE.list) return mismatch(reader, found, 'PropertySetList')
      return { type: 'PropertySetList', value: this.#readList(found.start, found.end, depth) }
    }
    const type = dataTypeName(code)
    if (!isScalarType(type)) return undefined
    return { type, value: isNull ? null : scalarValue(reader, found, type) }
  }

  #readList(start: number, end: number, depth: number): PropertySet[] {
    const reader = this.#reader
    const outerEnd = reader.end
    reader.at = start
    reader.end = end
    const sets: PropertySet[] = []
    while (reader.more()) {
      const tag = reader.tag()
      if (tag >>> 3 !== LIST_ENTRY) {
        reader.skip(tag)
        continue
      }
      reader.expect(tag, WIRE_BYTES)
      this.#bump()
      sets.push(this.readSet(reader.partEnd(), depth + 1))
    }
    reader.end = outerEnd
    return sets
  }
}

function checkQuality(property: PropertyValue): void {
  const known: readonly unknown[] = Object.values(QUALITY)
  if (property.type !== 'Int32' || !known.includes(property.value)) {
    throw new SparkplugEncodeError('encode/value-range', 'Quality must be an Int32 of 0, 192 or 500')
  }
}

function writeProperty(writer: WireWriter, property: PropertyValue, depth: number): void {
  const { type, value } = property
  writer.tag(VALUE.type, WIRE_VARINT)
  if (type === 'PropertySet') writer.varint(PROPERTY_SET_CODE)
  else if (type === 'PropertySetList') writer.varint(PROPERTY_SET_LIST_CODE)
  else if (isScalarType(type)) writer.varint(dataTypeCode(type))
  else refuse('a property', value)
  if (value === null) {
    writer.tag(VALUE.isNull, WIRE_VARINT)
    writer.byte(1)
  } else if (type === 'PropertySet') {
    writer.tag(VALUE.set, WIRE_BYTES)
    const start = writer.open()
    writePropertySet(writer, value, depth + 1)
    writer.close(start)
  } else if (type === 'PropertySetList') {
    writer.tag(VALUE.list, WIRE_BYTES)
    const start = writer.open()
    for (const entry of value) {
      writer.tag(LIST_ENTRY, WIRE_BYTES)
      const entryStart = writer.open()
      writePropertySet(writer, entry, depth + 1)
      writer.close(entryStart)
    }
    writer.close(start)
  } else writeScalar(writer, VALUE.firstScalar, type as BasicTypeName | 'UUID', value)
}
