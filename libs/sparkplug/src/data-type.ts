/** The datatypes of Sparkplug B 3.0 that carry a value here, by name; codes in `dataTypeCode`. Template is not among them. */
export type DataTypeName = keyof typeof codes

/** Datatypes a DataSet column may have. [tck-id-payloads-dataset-types-value] */
export type BasicTypeName =
  | 'Int8'
  | 'Int16'
  | 'Int32'
  | 'Int64'
  | 'UInt8'
  | 'UInt16'
  | 'UInt32'
  | 'UInt64'
  | 'Float'
  | 'Double'
  | 'Boolean'
  | 'String'
  | 'DateTime'
  | 'Text'

/** Datatypes whose value is one number, truth value or text. */
export type ScalarTypeName = BasicTypeName | 'UUID'

/** Datatypes whose values are packed into `bytes_value`. */
export type ArrayTypeName = Exclude<DataTypeName, ScalarTypeName | 'DataSet' | 'Bytes' | 'File'>

const codes = {
  Int8: 1,
  Int16: 2,
  Int32: 3,
  Int64: 4,
  UInt8: 5,
  UInt16: 6,
  UInt32: 7,
  UInt64: 8,
  Float: 9,
  Double: 10,
  Boolean: 11,
  String: 12,
  DateTime: 13,
  Text: 14,
  UUID: 15,
  DataSet: 16,
  Bytes: 17,
  File: 18,
  Int8Array: 22,
  Int16Array: 23,
  Int32Array: 24,
  Int64Array: 25,
  UInt8Array: 26,
  UInt16Array: 27,
  UInt32Array: 28,
  UInt64Array: 29,
  FloatArray: 30,
  DoubleArray: 31,
  BooleanArray: 32,
  StringArray: 33,
  DateTimeArray: 34,
} as const

/** Code of PropertySet, legal in properties only. */
export const PROPERTY_SET_CODE = 20
/** Code of PropertySetList, legal in properties only. */
export const PROPERTY_SET_LIST_CODE = 21

const names: (DataTypeName | undefined)[] = []
for (const [name, code] of Object.entries(codes)) names[code] = name as DataTypeName

/** All datatype names, in the order of their codes. */
export const DATA_TYPE_NAMES = Object.freeze(Object.keys(codes)) as readonly DataTypeName[]

/** The code of a datatype on the wire, 1 to 34. [tck-id-payloads-metric-datatype-value] */
export function dataTypeCode(name: DataTypeName): number {
  return codes[name]
}

/** The datatype with this code; undefined for Template (19), the property types and codes no version defines. */
export function dataTypeName(code: number): DataTypeName | undefined {
  return names[code]
}

/** Whether a datatype may stand in a DataSet column. */
export function isBasicType(name: DataTypeName | undefined): name is BasicTypeName {
  return name !== undefined && codes[name] <= codes.Text
}

/** Whether a datatype is one number, truth value or text. */
export function isScalarType(name: DataTypeName | undefined): name is ScalarTypeName {
  return name !== undefined && codes[name] <= codes.UUID
}
