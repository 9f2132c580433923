import protobuf from 'protobufjs'

/**
 * The wire fields of a Sparkplug B payload, read and written without our own codec, so that a fault of that is not hidden
 * from the checks. Only what is on the wire is in the object: an absent field is an absent key.
 */
const { root } = protobuf.parse(`
syntax = "proto2";
message Cell {
  oneof content { uint32 intValue = 1; uint64 longValue = 2; float floatValue = 3; double doubleValue = 4; bool booleanValue = 5; string stringValue = 6; }
}
message Row { repeated Cell elements = 1; }
message DataSet { optional uint64 numOfColumns = 1; repeated string columns = 2; repeated uint32 types = 3 [packed = false]; repeated Row rows = 4; }
message Property {
  optional uint32 type = 1; optional bool isNull = 2;
  oneof content { uint32 intValue = 3; uint64 longValue = 4; float floatValue = 5; double doubleValue = 6; bool booleanValue = 7; string stringValue = 8; PropertySet set = 9; PropertySetList list = 10; }
}
message PropertySet { repeated string keys = 1; repeated Property values = 2; }
message PropertySetList { repeated PropertySet sets = 1; }
message Parameter {
  optional string name = 1; optional uint32 type = 2;
  oneof content { uint32 intValue = 3; uint64 longValue = 4; float floatValue = 5; double doubleValue = 6; bool booleanValue = 7; string stringValue = 8; }
}
message Template { optional string version = 1; repeated Metric metrics = 2; repeated Parameter parameters = 3; optional string templateRef = 4; optional bool isDefinition = 5; }
message Metric {
  optional string name = 1; optional uint64 alias = 2; optional uint64 timestamp = 3; optional uint32 datatype = 4;
  optional bool isHistorical = 5; optional bool isTransient = 6; optional bool isNull = 7; optional PropertySet properties = 9;
  oneof content { uint32 intValue = 10; uint64 longValue = 11; float floatValue = 12; double doubleValue = 13; bool booleanValue = 14; string stringValue = 15; bytes bytesValue = 16; DataSet dataset = 17; Template template = 18; }
}
message Payload { optional uint64 timestamp = 1; repeated Metric metrics = 2; optional uint64 seq = 3; optional string uuid = 4; optional bytes body = 5; }
`)
/** For the comparison with the official definition. */
export const PAYLOAD = root.lookupType('Payload')

/** The value fields that scalars share, in metrics, properties, parameters and cells of tables. */
export interface RawValue {
  intValue?: number
  longValue?: number
  floatValue?: number
  doubleValue?: number
  booleanValue?: boolean
  stringValue?: string
}

export interface RawDataSet {
  numOfColumns?: number
  columns?: string[]
  types?: number[]
  rows?: { elements?: RawValue[] }[]
}

export interface RawProperty extends RawValue {
  type?: number
  isNull?: boolean
  set?: RawProperties
  list?: { sets?: RawProperties[] }
}

export interface RawProperties {
  keys?: string[]
  values?: RawProperty[]
}

export interface RawParameter extends RawValue {
  name?: string
  type?: number
}

export interface RawTemplate {
  version?: string
  metrics?: RawMetric[]
  parameters?: RawParameter[]
  templateRef?: string
  isDefinition?: boolean
}

export interface RawMetric extends RawValue {
  name?: string
  alias?: number
  timestamp?: number
  datatype?: number
  isHistorical?: boolean
  isTransient?: boolean
  isNull?: boolean
  properties?: RawProperties
  bytesValue?: Uint8Array
  dataset?: RawDataSet
  template?: RawTemplate
}

export interface RawPayload {
  timestamp?: number
  seq?: number
  metrics: RawMetric[]
}

/** Throws what protobufjs complains about when the bytes are no such message. */
export function decodeRaw(bytes: Uint8Array): RawPayload {
  const object = PAYLOAD.toObject(PAYLOAD.decode(bytes), { longs: Number }) as Partial<RawPayload>
  return { ...object, metrics: object.metrics ?? [] }
}

export function encodeRaw(payload: RawPayload): Buffer {
  return Buffer.from(PAYLOAD.encode(PAYLOAD.fromObject(payload)).finish())
}
