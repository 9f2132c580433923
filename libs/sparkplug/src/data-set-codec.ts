import {
  type BasicTypeName,
  dataTypeCode,
  dataTypeName,
  isBasicType,
  isScalarType,
  type ScalarTypeName,
} from './data-type'
import { SparkplugEncodeError } from './errors'
import { DECODE_LIMITS } from './limits'
import type { CellValue, DataSet } from './payload'
import { FoundValue, readScalarField, scalarValue } from './scalar-decoder'
import { refuse, writeScalar } from './scalar-encoder'
import type { WireReader } from './wire-reader'
import { WIRE_BYTES, WIRE_VARINT, type WireWriter } from './wire-writer'

const FIELD = { columnCount: 1, column: 2, type: 3, row: 4 } as const
const CELL = 1
const CELL_VALUES = 1
const CELL_EXTENSION = 7

/**
 * Writes the fields of a DataSet; a null cell is one without a value.
 * [tck-id-payloads-dataset-column-size, -column-num-headers, -types-def, -types-num, -types-value]
 */
export function writeDataSet(writer: WireWriter, value: unknown): void {
  if (!isDataSet(value)) refuse('DataSet', value)
  const { columns, types, rows } = value
  if (types.length !== columns.length) {
    throw new SparkplugEncodeError('encode/data-set', `${columns.length} columns with ${types.length} types`)
  }
  writer.tag(FIELD.columnCount, WIRE_VARINT)
  writer.varint(columns.length)
  for (const column of columns) {
    writer.tag(FIELD.column, WIRE_BYTES)
    writer.text(column)
  }
  const basic: BasicTypeName[] = []
  for (const type of types) {
    if (!isBasicType(type)) throw new SparkplugEncodeError('encode/data-set', `${type} in a DataSet`)
    basic.push(type)
    writer.tag(FIELD.type, WIRE_VARINT)
    writer.varint(dataTypeCode(type))
  }
  for (const row of rows) writeRow(writer, basic, row)
}

/** Reads the DataSet between `start` and `end`; columns, types and the width of each row must agree. */
export function readDataSet(reader: WireReader, start: number, end: number): DataSet {
  const outerAt = reader.at
  const outerEnd = reader.end
  reader.at = start
  reader.end = end
  const columns: string[] = []
  const types: ScalarTypeName[] = []
  const rowParts: number[] = []
  let columnCount = -1
  while (reader.more()) {
    const tag = reader.tag()
    switch (tag >>> 3) {
      case FIELD.columnCount:
        reader.expect(tag, WIRE_VARINT)
        columnCount = reader.safeVarint('column count')
        break
      case FIELD.column:
        reader.expect(tag, WIRE_BYTES)
        if (columns.push(reader.text()) > DECODE_LIMITS.dataSetCells) reader.fail('decode/too-many', 'columns')
        break
      case FIELD.type:
        readTypes(reader, tag, types)
        break
      case FIELD.row: {
        reader.expect(tag, WIRE_BYTES)
        const rowEnd = reader.partEnd()
        rowParts.push(reader.at, rowEnd)
        // Rows without cells cost nothing on the wire but are arrays here.
        if (rowParts.length > 2 * DECODE_LIMITS.dataSetCells) reader.fail('decode/too-many', 'rows')
        reader.at = rowEnd
        break
      }
      default:
        reader.skip(tag)
    }
  }
  const width = columns.length
  if (types.length !== width || (columnCount >= 0 && columnCount !== width)) {
    reader.fail('decode/data-set', `DataSet of ${columnCount} columns, ${width} headers, ${types.length} types`, start)
  }
  if ((rowParts.length / 2) * width > DECODE_LIMITS.dataSetCells) reader.fail('decode/too-many', 'DataSet cells', start)
  // The rows wait until now because nothing makes a peer send the types before them.
  const rows: CellValue[][] = []
  const found = new FoundValue()
  for (let index = 0; index < rowParts.length; index += 2) {
    rows.push(readRow(reader, types, rowParts[index]!, rowParts[index + 1]!, found))
  }
  reader.at = outerAt
  reader.end = outerEnd
  return { columns, types, rows }
}

function isDataSet(value: unknown): value is DataSet {
  if (typeof value !== 'object' || value === null) return false
  const { columns, types, rows } = value as Partial<DataSet>
  return Array.isArray(columns) && Array.isArray(types) && Array.isArray(rows)
}

function writeRow(writer: WireWriter, types: readonly BasicTypeName[], row: readonly CellValue[]): void {
  if (row.length !== types.length) {
    throw new SparkplugEncodeError('encode/data-set', `row of ${row.length} in a DataSet of ${types.length} columns`)
  }
  writer.tag(FIELD.row, WIRE_BYTES)
  const rowStart = writer.open()
  for (let column = 0; column < types.length; column++) {
    writer.tag(CELL, WIRE_BYTES)
    const cellStart = writer.open()
    const cell = row[column]!
    if (cell !== null) writeScalar(writer, CELL_VALUES, types[column]!, cell)
    writer.close(cellStart)
  }
  writer.close(rowStart)
}

function readTypes(reader: WireReader, tag: number, types: ScalarTypeName[]): void {
  // Packed or one by one: protobuf asks a reader to take both.
  const end = (tag & 7) === WIRE_BYTES ? reader.partEnd() : -1
  if (end < 0) reader.expect(tag, WIRE_VARINT)
  while (end < 0 || reader.at < end) {
    const code = reader.varint()
    const type = dataTypeName(code)
    // UUID is a text and harmless here, though the specification does not list it among the column types.
    if (!isScalarType(type)) {
      reader.fail('decode/data-set', `type ${code} in a DataSet`)
      return
    }
    if (types.push(type) > DECODE_LIMITS.dataSetCells) reader.fail('decode/too-many', 'types')
    if (end < 0) return
  }
}

function readRow(
  reader: WireReader,
  types: readonly ScalarTypeName[],
  start: number,
  end: number,
  found: FoundValue,
): CellValue[] {
  reader.at = start
  reader.end = end
  const row: CellValue[] = []
  while (reader.more()) {
    const tag = reader.tag()
    if (tag >>> 3 !== CELL) {
      reader.skip(tag)
      continue
    }
    reader.expect(tag, WIRE_BYTES)
    const cellEnd = reader.partEnd()
    const type = types[row.length]
    if (type === undefined) return reader.fail('decode/data-set', `row wider than ${types.length}`)
    row.push(readCell(reader, type, cellEnd, found))
    reader.end = end
  }
  if (row.length !== types.length)
    reader.fail('decode/data-set', `row of ${row.length} instead of ${types.length}`, start)
  return row
}

function readCell(reader: WireReader, type: ScalarTypeName, end: number, found: FoundValue): CellValue {
  reader.end = end
  found.clear()
  while (reader.more()) {
    const tag = reader.tag()
    if (tag >>> 3 < CELL_EXTENSION) readScalarField(reader, tag, CELL_VALUES, found)
    else reader.skip(tag)
  }
  return found.kind === 'none' ? null : scalarValue(reader, found, type)
}
