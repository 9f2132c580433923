export * from './catalogue'
export { roleName } from './organisation'
export type { Signal, SignalDatatype, SignalHistory, SignalNature } from './signal'
export { renderWireFormat } from './wire-format'
