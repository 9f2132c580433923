import { writeArray } from './array-codec'
import { writeDataSet } from './data-set-codec'
import { dataTypeCode, isScalarType } from './data-type'
import { SparkplugEncodeError } from './errors'
import type { Metric, Payload } from './payload'
import { METRIC, PAYLOAD } from './payload-fields'
import { writePropertySet } from './property-codec'
import { refuse, writeScalar } from './scalar-encoder'
import { WIRE_BYTES, WIRE_VARINT, WireWriter } from './wire-writer'

/** Options of `encodePayload`. */
export interface EncodeOptions {
  /** Writes each metric's datatype: needed in births, and by some readers in data. Default false. */
  includeDatatype?: boolean
}

// One writer for all messages: its buffer has grown to the size of the largest usual one.
const writer = new WireWriter()

/**
 * Encodes a payload. Each metric with a value needs its `datatype`, though it is written only on demand
 * [tck-id-payloads-metric-datatype-req, -metric-datatype-not-req]. Throws `SparkplugEncodeError` when a value does not
 * fit its datatype.
 */
export function encodePayload(payload: Payload, options: EncodeOptions = {}): Uint8Array {
  const includeDatatype = options.includeDatatype ?? false
  writer.reset()
  if (payload.timestampMs !== undefined) writeUnsigned(PAYLOAD.timestamp, payload.timestampMs)
  for (const metric of payload.metrics) {
    writer.tag(PAYLOAD.metric, WIRE_BYTES)
    const start = writer.open()
    writeMetric(metric, includeDatatype)
    writer.close(start)
  }
  if (payload.seq !== undefined) writeUnsigned(PAYLOAD.seq, payload.seq)
  if (payload.uuid !== undefined) {
    writer.tag(PAYLOAD.uuid, WIRE_BYTES)
    writer.text(payload.uuid)
  }
  if (payload.body !== undefined) {
    writer.tag(PAYLOAD.body, WIRE_BYTES)
    writer.bytes(payload.body)
  }
  return writer.take()
}

function writeMetric(metric: Metric, includeDatatype: boolean): void {
  if (metric.name !== undefined) {
    writer.tag(METRIC.name, WIRE_BYTES)
    writer.text(metric.name)
  }
  if (metric.alias !== undefined) writeUnsigned(METRIC.alias, metric.alias)
  if (metric.timestampMs !== undefined) writeUnsigned(METRIC.timestamp, metric.timestampMs)
  if (includeDatatype && metric.datatype !== undefined) {
    writer.tag(METRIC.datatype, WIRE_VARINT)
    writer.varint(dataTypeCode(metric.datatype))
  }
  if (metric.isHistorical) writeTrue(METRIC.isHistorical)
  if (metric.isTransient) writeTrue(METRIC.isTransient)
  if (metric.value === null) writeTrue(METRIC.isNull)
  if (metric.properties !== undefined) {
    writer.tag(METRIC.properties, WIRE_BYTES)
    const start = writer.open()
    writePropertySet(writer, metric.properties)
    writer.close(start)
  }
  if (metric.value !== null) writeValue(metric)
}

function writeValue({ name, alias, datatype, value }: Metric): void {
  if (datatype === undefined) {
    throw new SparkplugEncodeError('encode/datatype-missing', `metric ${name ?? alias} has a value but no datatype`)
  }
  if (isScalarType(datatype)) {
    writeScalar(writer, METRIC.firstScalar, datatype, value)
    return
  }
  if (datatype === 'Bytes' || datatype === 'File') {
    if (!(value instanceof Uint8Array)) refuse(datatype, value)
    writer.tag(METRIC.bytes, WIRE_BYTES)
    writer.bytes(value)
    return
  }
  writer.tag(datatype === 'DataSet' ? METRIC.dataSet : METRIC.bytes, WIRE_BYTES)
  const start = writer.open()
  if (datatype === 'DataSet') writeDataSet(writer, value)
  else writeArray(writer, datatype, value)
  writer.close(start)
}

function writeUnsigned(field: number, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new SparkplugEncodeError('encode/value-range', `${value} is no unsigned integer`)
  }
  writer.tag(field, WIRE_VARINT)
  writer.varint64(value)
}

function writeTrue(field: number): void {
  writer.tag(field, WIRE_VARINT)
  writer.byte(1)
}
