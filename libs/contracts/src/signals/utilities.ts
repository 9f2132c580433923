import { ENERGY_DEPARTMENTS, type EnergyDepartment } from '@wanding/mill'
import { COMMON } from './common'
import { counter, gauge, type Signal, word } from './signal'

const SLOW_MS = 5000
const CALM_MS = 15_000
const MINUTE_MS = 60_000

const power = (kwMost: number, deadband: number): readonly Signal[] => [
  gauge('energy/power', 'kW', 'Power', '功率', { range: [0, kwMost], deadband, periodMs: SLOW_MS }),
  counter('energy/total', 'kWh', 'Energy', '电能', { datatype: 'Double', periodMs: SLOW_MS, mostPerHour: kwMost }),
]

/** Air-conditioning plant with the climate of its zone 空调室 (domain 1.4). */
export const AIR_CONDITIONING: readonly Signal[] = [
  ...COMMON,
  gauge('zone/temperature', '°C', 'Temperature', '温度', {
    range: [10, 45],
    deadband: 0.05,
    periodMs: SLOW_MS,
    meaning: 'Dry bulb at the first sensor of the zone',
  }),
  gauge('zone/relativeHumidity', '%', 'Relative humidity', '相对湿度', {
    range: [20, 95],
    deadband: 0.05,
    periodMs: SLOW_MS,
    meaning: 'Relative humidity at the first sensor of the zone',
  }),
  gauge('zone/temperature2', '°C', 'Temperature, second sensor', '温度（二号）', {
    range: [10, 45],
    deadband: 0.1,
    periodMs: CALM_MS,
  }),
  gauge('zone/relativeHumidity2', '%', 'Relative humidity, second sensor', '相对湿度（二号）', {
    range: [20, 95],
    deadband: 0.2,
    periodMs: CALM_MS,
  }),
  gauge('zone/absoluteHumidity', 'g/kg', 'Absolute humidity', '含湿量', {
    range: [2, 30],
    deadband: 0.02,
    periodMs: SLOW_MS,
    meaning: 'Water in the air from the psychrometer of the plant; it does not use the humidity sensors',
  }),
  word('zone/name', 'Climate zone', '空调区', 'Zone that the plant serves', 'none'),
  gauge('fan/frequency', 'Hz', 'Supply fan', '送风机频率', { range: [0, 60], deadband: 0.1, periodMs: SLOW_MS }),
  gauge('fan/returnFrequency', 'Hz', 'Return fan', '回风机频率', { range: [0, 60], deadband: 0.2, periodMs: CALM_MS }),
  gauge('spray/pump', '%', 'Spray pump', '喷淋泵', {
    range: [0, 100],
    deadband: 1,
    periodMs: CALM_MS,
    meaning: 'Spray water against the most',
  }),
  gauge('damper/outsideAir', '%', 'Outside air', '新风阀开度', { range: [0, 100], deadband: 1, periodMs: CALM_MS }),
  gauge('filter/pressure', 'Pa', 'Filter', '滤尘压差', { range: [0, 1000], deadband: 5, periodMs: CALM_MS }),
  gauge('supply/temperature', '°C', 'Supply air', '送风温度', { range: [5, 40], deadband: 0.2, periodMs: CALM_MS }),
  gauge('outside/temperature', '°C', 'Outside temperature', '室外温度', {
    range: [-30, 50],
    deadband: 0.2,
    periodMs: MINUTE_MS,
  }),
  gauge('outside/relativeHumidity', '%', 'Outside humidity', '室外相对湿度', {
    range: [0, 100],
    deadband: 1,
    periodMs: MINUTE_MS,
  }),
  ...power(400, 0.5),
]

/** Compressed-air main 空压 (domain 1.4). */
export const COMPRESSED_AIR: readonly Signal[] = [
  ...COMMON,
  gauge('air/pressure', 'bar', 'Pressure', '气压', { range: [0, 10], deadband: 0.02, periodMs: 1000 }),
  gauge('air/flow', 'Nm³/min', 'Flow', '流量', { range: [0, 200], deadband: 0.1, periodMs: SLOW_MS }),
  gauge('air/dewPoint', '°C', 'Dew point', '露点', { range: [-40, 20], deadband: 0.1, periodMs: CALM_MS }),
  gauge('compressor/running', '', 'Compressors running', '运行空压机', { datatype: 'UInt8', periodMs: SLOW_MS }),
  gauge('compressor/installed', '', 'Compressors', '空压机台数', { datatype: 'UInt8', periodMs: MINUTE_MS }),
  gauge('compressor/load', '%', 'Load', '负荷率', {
    range: [0, 100],
    deadband: 0.5,
    periodMs: SLOW_MS,
    meaning: 'Flow against what the compressors on duty can give, the standby left out',
  }),
  gauge('air/leaks', '%', 'Leaks', '泄漏率', {
    range: [0, 100],
    deadband: 0.5,
    periodMs: MINUTE_MS,
    meaning: 'Estimate of the part of the flow that goes through leaks',
  }),
  ...power(800, 0.5),
]

const DEPARTMENTS: Readonly<Record<EnergyDepartment, readonly [name: string, en: string, zh: string]>> = {
  blowroom: ['blowroom', 'Energy of the blowroom', '清花电能'],
  carding: ['carding', 'Energy of carding', '梳棉电能'],
  combing: ['combing', 'Energy of lap forming and combing', '精梳电能'],
  drawing: ['drawing', 'Energy of drawing', '并条电能'],
  roving: ['roving', 'Energy of roving', '粗纱电能'],
  ring: ['ring', 'Energy of ring spinning', '细纱电能'],
  winding: ['winding', 'Energy of winding', '络筒电能'],
  'air-conditioning': ['airConditioning', 'Energy of air conditioning', '空调电能'],
  'compressed-air': ['compressedAir', 'Energy of compressed air', '空压电能'],
  'light-and-logistics': ['lightAndLogistics', 'Energy of light, transport and packing', '照明物流电能'],
}

/** Signal of the energy of a department. */
export const departmentSignal = (department: EnergyDepartment): string => `department/${DEPARTMENTS[department][0]}`

/** More than a feeder can carry, kW. */
const FEEDER_KW_MOST = 6000

/** Electricity feeder 供电回路 (domain 1.4: energy each minute, demand each quarter of an hour). */
export const ELECTRICITY: readonly Signal[] = [
  ...COMMON,
  gauge('feeder/voltage', 'V', 'Voltage', '电压', { range: [0, 480], deadband: 0.5, periodMs: SLOW_MS }),
  gauge('feeder/powerFactor', '', 'Power factor', '功率因数', { range: [0, 1], deadband: 0.005, periodMs: CALM_MS }),
  gauge('feeder/demand', 'kW', 'Demand', '需量', {
    range: [0, 6000],
    deadband: 1,
    periodMs: CALM_MS,
    meaning: 'Mean power of the last full quarter of an hour',
  }),
  gauge('feeder/mostDemand', 'kW', 'Greatest demand', '最大需量', {
    range: [0, 6000],
    deadband: 1,
    periodMs: MINUTE_MS,
    meaning: 'Greatest quarter-hour demand since installation',
  }),
  counter('feeder/sags', '', 'Voltage sags', '晃电次数', { meaning: 'Voltage sags since installation' }),
  gauge('feeder/lowestVoltage', '%', 'Voltage in the last sag', '最近晃电残压', {
    range: [0, 100],
    deadband: 0.5,
    meaning: 'Lowest voltage of the last sag against nominal; 100 before the first',
  }),
  ...power(FEEDER_KW_MOST, 1),
  ...ENERGY_DEPARTMENTS.map((department) => {
    const [, en, zh] = DEPARTMENTS[department]
    return counter(departmentSignal(department), 'kWh', en, zh, {
      datatype: 'Double',
      periodMs: MINUTE_MS,
      mostPerHour: FEEDER_KW_MOST,
      meaning: `${en} over this feeder since installation`,
    })
  }),
]
