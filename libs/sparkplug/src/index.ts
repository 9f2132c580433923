export {
  type ArrayTypeName,
  type BasicTypeName,
  DATA_TYPE_NAMES,
  type DataTypeName,
  dataTypeCode,
  dataTypeName,
  type ScalarTypeName,
} from './data-type'
export type { CommandFault, EdgeCommand } from './edge-command'
export {
  type BirthMetric,
  type DataValue,
  EdgeSession,
  type EdgeSessionOptions,
  type MetricSpec,
} from './edge-session'
export {
  type DecodeFault,
  type EncodeFault,
  InvalidIdError,
  SessionError,
  type SessionFault,
  SparkplugDecodeError,
  SparkplugEncodeError,
  SparkplugError,
} from './errors'
export type { HostEvent, HostOutcome, NamedMetric, RejectCode } from './host-event'
export {
  type CommandTarget,
  type CommandValue,
  type EdgeStatus,
  HostSession,
  type HostSessionOptions,
  rebirthRequest,
} from './host-session'
export { DECODE_LIMITS } from './limits'
export type { CellValue, DataSet, Metric, MetricValue, Payload, PropertySet, PropertyValue } from './payload'
export { decodePayload, peekPayload, type ResolveAlias, type ResolveName } from './payload-decoder'
export { type EncodeOptions, encodePayload } from './payload-encoder'
export { PrimaryHost } from './primary-host'
export { QUALITY } from './property-codec'
export { BD_SEQ, REBIRTH } from './sequence'
export { decodeState, encodeState, type HostState } from './state-message'
export {
  checkedId,
  type DeviceKind,
  type MessageKind,
  NAMESPACE,
  type NodeKind,
  type Outgoing,
  type ParsedTopic,
  parseTopic,
  stateTopic,
  topicFor,
} from './topic'
