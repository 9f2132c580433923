import { readArray } from './array-codec'
import { readDataSet } from './data-set-codec'
import { type DataTypeName, dataTypeName, isScalarType } from './data-type'
import { DECODE_LIMITS } from './limits'
import type { Metric, MetricValue, Payload, PropertySet } from './payload'
import { METRIC, PAYLOAD } from './payload-fields'
import { PropertyReader } from './property-codec'
import { FoundValue, mismatch, readPart, readScalarField, scalarValue, untypedScalar } from './scalar-decoder'
import { WireReader } from './wire-reader'
import { WIRE_BYTES, WIRE_VARINT } from './wire-writer'

const TEMPLATE_CODE = 19
// What a metric is marked with that carries an extension value and no datatype.
const NO_CODE = 0

/** Names and types the metrics of an alias, as the birth gave them. */
export type ResolveAlias = (alias: number) => { name: string; datatype: DataTypeName } | undefined
/** Types the metrics that data names instead of using an alias. */
export type ResolveName = (name: string) => DataTypeName | undefined

/**
 * Decodes a payload. Metrics without a datatype take it from the birth by `resolve` (or `resolveName`); still without
 * one, the value is what its wire field says and `datatype` stays undefined. Metrics of other datatypes, Templates among
 * them, come as null and are marked and counted `unsupported`. Byte values are copies. Throws only
 * `SparkplugDecodeError`.
 */
export function decodePayload(bytes: Uint8Array, resolve?: ResolveAlias, resolveName?: ResolveName): Payload {
  return new PayloadDecoder(bytes, resolve, resolveName).decode()
}

/** Sequence number and time of sending, read without looking into the metrics. Throws `SparkplugDecodeError`. */
export function peekPayload(bytes: Uint8Array): { seq?: number; timestampMs?: number } {
  const reader = new WireReader(bytes)
  let seq: number | undefined
  let timestampMs: number | undefined
  while (reader.more()) {
    const tag = reader.tag()
    const field = tag >>> 3
    if (field === PAYLOAD.seq || field === PAYLOAD.timestamp) {
      reader.expect(tag, WIRE_VARINT)
      const value = reader.safeVarint(field === PAYLOAD.seq ? 'seq' : 'timestamp')
      if (field === PAYLOAD.seq) seq = value
      else timestampMs = value
    } else reader.skip(tag)
  }
  return { seq, timestampMs }
}

class PayloadDecoder {
  readonly #reader: WireReader
  readonly #properties: PropertyReader
  readonly #found = new FoundValue()
  #unsupported = 0

  constructor(
    bytes: Uint8Array,
    private readonly resolve: ResolveAlias | undefined,
    private readonly resolveName: ResolveName | undefined,
  ) {
    this.#reader = new WireReader(bytes)
    this.#properties = new PropertyReader(this.#reader)
  }

  decode(): Payload {
    const reader = this.#reader
    const payload: Payload = { timestampMs: undefined, seq: undefined, metrics: [] }
    while (reader.more()) {
      const tag = reader.tag()
      switch (tag >>> 3) {
        case PAYLOAD.timestamp:
          reader.expect(tag, WIRE_VARINT)
          payload.timestampMs = reader.safeVarint('timestamp')
          break
        case PAYLOAD.metric: {
          reader.expect(tag, WIRE_BYTES)
          if (payload.metrics.length >= DECODE_LIMITS.metrics) reader.fail('decode/too-many', 'metrics')
          payload.metrics.push(this.#metric(reader.partEnd()))
          break
        }
        case PAYLOAD.seq:
          reader.expect(tag, WIRE_VARINT)
          payload.seq = reader.safeVarint('seq')
          break
        case PAYLOAD.uuid:
          reader.expect(tag, WIRE_BYTES)
          payload.uuid = reader.text()
          break
        case PAYLOAD.body: {
          reader.expect(tag, WIRE_BYTES)
          const end = reader.partEnd()
          payload.body = reader.copyBetween(reader.at, end)
          reader.at = end
          break
        }
        default:
          reader.skip(tag)
      }
    }
    if (this.#unsupported > 0) payload.unsupported = this.#unsupported
    return payload
  }

  #metric(end: number): Metric {
    const reader = this.#reader
    const outerEnd = reader.end
    reader.end = end
    const found = this.#found
    found.clear()
    let name: string | undefined
    let alias: number | undefined
    let timestampMs: number | undefined
    let code: number | undefined
    let isHistorical: boolean | undefined
    let isTransient: boolean | undefined
    let isNull = false
    let properties: PropertySet | undefined
    while (reader.more()) {
      const tag = reader.tag()
      const field = tag >>> 3
      if (field >= METRIC.firstScalar && field <= METRIC.lastScalar) {
        readScalarField(reader, tag, METRIC.firstScalar, found)
        continue
      }
      switch (field) {
        case METRIC.name:
          reader.expect(tag, WIRE_BYTES)
          name = reader.text()
          break
        case METRIC.alias:
          reader.expect(tag, WIRE_VARINT)
          alias = reader.safeVarint('alias')
          break
        case METRIC.timestamp:
          reader.expect(tag, WIRE_VARINT)
          timestampMs = reader.safeVarint('timestamp')
          break
        case METRIC.datatype:
          reader.expect(tag, WIRE_VARINT)
          code = reader.varint()
          break
        case METRIC.isHistorical:
          reader.expect(tag, WIRE_VARINT)
          isHistorical = reader.bool() || undefined
          break
        case METRIC.isTransient:
          reader.expect(tag, WIRE_VARINT)
          isTransient = reader.bool() || undefined
          break
        case METRIC.isNull:
          reader.expect(tag, WIRE_VARINT)
          isNull = reader.bool()
          break
        case METRIC.properties:
          reader.expect(tag, WIRE_BYTES)
          properties = this.#properties.readSet(reader.partEnd())
          break
        case METRIC.bytes:
        case METRIC.dataSet:
        case METRIC.template:
        case METRIC.extension:
          found.kind = 'part'
          readPart(reader, tag, found)
          break
        default:
          reader.skip(tag)
      }
    }
    const metric: Metric = {
      name,
      alias,
      timestampMs,
      datatype: undefined,
      value: null,
      isHistorical,
      isTransient,
      properties,
    }
    if (code !== undefined) {
      metric.datatype = dataTypeName(code)
      if (metric.datatype === undefined) this.#mark(metric, code)
    }
    if (code === undefined || (name === undefined && alias !== undefined)) this.#resolve(metric, code === undefined)
    if (!isNull && metric.unsupported === undefined) metric.value = this.#value(metric)
    reader.end = outerEnd
    return metric
  }

  /** Fills in from the birth what the message left out. */
  #resolve(metric: Metric, withDatatype: boolean): void {
    if (metric.alias !== undefined) {
      const known = this.resolve?.(metric.alias)
      if (known !== undefined) {
        metric.name ??= known.name
        if (withDatatype) metric.datatype = known.datatype
        return
      }
    }
    if (withDatatype && metric.name !== undefined) metric.datatype = this.resolveName?.(metric.name)
  }

  #value(metric: Metric): MetricValue {
    const reader = this.#reader
    const found = this.#found
    const type = metric.datatype
    if (found.kind === 'none') return null
    if (found.kind === 'part' && (type === undefined || found.field >= METRIC.template)) {
      if (found.field === METRIC.bytes) return reader.copyBetween(found.start, found.end)
      if (found.field === METRIC.dataSet) return readDataSet(reader, found.start, found.end)
      metric.datatype = undefined
      this.#mark(metric, found.field === METRIC.template ? TEMPLATE_CODE : NO_CODE)
      return null
    }
    if (type === undefined) return untypedScalar(reader, found)
    if (isScalarType(type)) return scalarValue(reader, found, type)
    if (found.kind !== 'part') return mismatch(reader, found, type)
    if (type === 'DataSet') {
      if (found.field !== METRIC.dataSet) return reader.fail('decode/value-type', 'no DataSet field for DataSet')
      return readDataSet(reader, found.start, found.end)
    }
    if (found.field !== METRIC.bytes) return reader.fail('decode/value-type', `no bytes field for ${type}`)
    if (type === 'Bytes' || type === 'File') return reader.copyBetween(found.start, found.end)
    return readArray(reader, type, found.start, found.end)
  }

  #mark(metric: Metric, code: number): void {
    metric.unsupported = code
    this.#unsupported += 1
  }
}
