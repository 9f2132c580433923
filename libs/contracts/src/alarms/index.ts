export {
  ALARM_CLASSES,
  ALARM_FAMILIES,
  ALARM_POSITIONS,
  type AlarmClass,
  type AlarmDefinition,
  type AlarmFamily,
  type AlarmPosition,
  type AlarmPriority,
  priorityOf,
} from './alarm-definition'
export * from './alarm-view'
export * from './alarm-words'
export { ALARM_IDS, ALARMS, type AlarmId, alarmDefinition } from './definitions'
