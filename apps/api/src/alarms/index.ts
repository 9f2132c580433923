export { AlarmsModule } from './alarms.module'
export { ALARMS_SOURCE, type AlarmsSource } from './alarms-source.port'
