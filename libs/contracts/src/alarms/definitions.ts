import type { AlarmDefinition } from './alarm-definition'
import { CLIMATE_ALARMS } from './climate-alarms'
import { ENERGY_ALARMS } from './energy-alarms'
import { MACHINE_ALARMS } from './machine-alarms'
import { ORDER_ALARMS } from './order-alarms'
import { QUALITY_ALARMS } from './quality-alarms'

/** Every alarm that a mill can have, rationalised. */
export const ALARMS = { ...ORDER_ALARMS, ...MACHINE_ALARMS, ...QUALITY_ALARMS, ...CLIMATE_ALARMS, ...ENERGY_ALARMS }
export type AlarmId = keyof typeof ALARMS
export const ALARM_IDS = Object.keys(ALARMS) as [AlarmId, ...AlarmId[]]

export const alarmDefinition = (id: AlarmId): AlarmDefinition => ALARMS[id]
