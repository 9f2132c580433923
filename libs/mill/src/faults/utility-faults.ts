import type { FaultSpec } from './fault-spec'

/** Faults of air conditioning, compressed air and electricity: common causes of whole groups of frames (domain 3). */
export const UTILITY_FAULTS = {
  'humidification-failure': {
    name: { en: 'Humidification failure', zh: '空调加湿故障' },
    place: 'zone',
    layer: 'process',
    rate: { perYear: 10, arises: 'chance' }, // 1–2 a plant-year, 7 plants
    severity: {
      usual: [8, 12],
      most: 20,
      unit: '%',
      meaning: { en: 'relative humidity lost in the end', zh: '相对湿度最终下降' },
    },
    rampMinutes: 0,
    cure: { task: { en: 'repair by the utilities attendant', zh: '公用设备工抢修' } }, // 0.5–4 h
    symptoms: [
      { machine: 'air-conditioning', signal: 'zone/relativeHumidity', change: 'falls', afterMinutes: [1, 20] },
      { machine: 'ring-frame', signal: 'breaks/running', change: 'rises', afterMinutes: [10, 60] },
    ],
    response: {
      right: ['restore-spray'],
      minutes: 10,
      wrong: ['change-travellers', 'calibrate-sensor', 'change-mixing'],
    },
  },
  'air-filter-clogged': {
    name: { en: 'Clogged air filter', zh: '空调滤网堵塞' },
    place: 'zone',
    layer: 'process',
    rate: { perYear: 12, arises: 'chance' },
    severity: { usual: [20, 40], most: 60, unit: '%', meaning: { en: 'supply air lost', zh: '送风量损失' } },
    rampMinutes: 0,
    cure: { task: { en: 'filter change by the utilities attendant', zh: '公用设备工更换滤网' } },
    symptoms: [
      { machine: 'air-conditioning', signal: 'filter/pressure', change: 'rises', afterMinutes: [0, 1] },
      { machine: 'air-conditioning', signal: 'fan/frequency', change: 'falls', afterMinutes: [0, 11] },
      { machine: 'air-conditioning', signal: 'zone/temperature', change: 'rises', afterMinutes: [1, 30] },
      { machine: 'air-conditioning', signal: 'zone/relativeHumidity', change: 'falls', afterMinutes: [1, 30] },
    ],
    response: {
      right: ['change-air-filter'],
      minutes: 15,
      wrong: ['restore-spray', 'calibrate-sensor', 'slow-frames'],
    },
  },
  'compressed-air-drop': {
    name: { en: 'Compressed-air drop', zh: '压缩空气掉压' },
    place: 'air-main',
    layer: 'process',
    rate: { perYear: 9, arises: 'chance' },
    severity: { usual: [1.6, 2.8], most: 4, unit: 'bar', meaning: { en: 'pressure lost', zh: '压力下降' } },
    rampMinutes: 1,
    cure: { task: { en: 'repair by the utilities attendant', zh: '公用设备工抢修' } }, // 2–30 min
    symptoms: [
      { machine: 'compressed-air', signal: 'air/pressure', change: 'falls', afterMinutes: [0, 2] },
      { machine: 'winder', signal: 'machine/reason', change: 'jumps', afterMinutes: [0.5, 5] },
      { machine: 'ring-frame', signal: 'machine/reason', change: 'jumps', afterMinutes: [1, 200] },
    ],
    response: {
      right: ['start-compressor'],
      minutes: 3,
      wrong: ['service-splicer', 'clear-transport', 'clear-doffer'],
    },
  },
  'voltage-sag': {
    name: { en: 'Voltage sag', zh: '电压暂降（晃电）' },
    place: 'feeder',
    layer: 'process',
    rate: { perYear: 12, arises: 'chance' },
    severity: {
      usual: [0.15, 0.5],
      most: 1,
      unit: '',
      meaning: { en: 'depth of the sag, fraction of nominal', zh: '跌落深度' },
    },
    rampMinutes: 0,
    // Then the frames restart block by block; the piecers need 1–3 h for their ends.
    cure: { minutes: [6, 15] },
    symptoms: [
      { machine: 'electricity', signal: 'feeder/sags', change: 'rises', afterMinutes: [0, 0.1] },
      { machine: 'ring-frame', signal: 'machine/state', change: 'jumps', afterMinutes: [0, 0.1] },
      { machine: 'ring-frame', signal: 'spindles/endsDown', change: 'rises', afterMinutes: [1, 90] },
    ],
    response: { right: ['restart-blocks'], minutes: 5, wrong: ['call-mechanic', 'wait'] },
  },
} as const satisfies Record<string, FaultSpec>
