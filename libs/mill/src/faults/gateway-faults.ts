import type { FaultSpec } from './fault-spec'

/** Faults of sensors, gateways and the network: the mill is well, only what is published is wrong (domain 3). */
export const GATEWAY_FAULTS = {
  'gateway-outage': {
    name: { en: 'Gateway or network outage', zh: '网关/网络中断' },
    place: 'gateway',
    layer: 'gateway',
    rate: { perYear: 30, arises: 'chance' }, // 1–4 a month
    severity: { usual: [1, 1], most: 1, unit: '', meaning: { en: 'none', zh: '无' } },
    rampMinutes: 0,
    cure: { minutes: [0.5, 20] },
    symptoms: [{ machine: 'ring-frame', signal: 'production/total', change: 'gap', afterMinutes: [0, 1] }],
    response: { right: ['restart-gateway'], minutes: 1, wrong: ['call-mechanic', 'stop-frame'] },
  },
  'clock-skew': {
    name: { en: 'Clock skew of a gateway', zh: '网关时钟偏差' },
    place: 'gateway',
    layer: 'gateway',
    rate: { perYear: 4, arises: 'chance' },
    severity: { usual: [5, 60], most: 600, unit: 's', meaning: { en: 'clock behind the mill', zh: '时钟滞后' } },
    rampMinutes: 0,
    cure: { minutes: [240, 2880] },
    symptoms: [{ machine: 'ring-frame', signal: 'production/total', change: 'differs', afterMinutes: [0, 1] }],
    response: { right: ['set-clock'], minutes: 1, wrong: ['restart-gateway', 'swap-sensor'] },
  },
  'dead-spindle-sensor': {
    name: { en: 'Dead spindle sensor', zh: '单锭传感器失效' },
    place: 'spindle',
    layer: 'gateway',
    rate: { perYear: 420, arises: 'chance' }, // 0.02–0.05 % a month; 20–50 are dead at any time
    severity: { usual: [1, 1], most: 1, unit: '', meaning: { en: 'none', zh: '无' } },
    rampMinutes: 0,
    cure: { minutes: [20_160, 60_480] },
    symptoms: [{ machine: 'ring-frame', signal: 'spindles/state', change: 'freezes', afterMinutes: [0, 1] }],
    response: { right: ['swap-sensor'], minutes: 10, wrong: ['repair-spindle', 'piece-end'] },
  },
  'frozen-sensor': {
    name: { en: 'Frozen sensor', zh: '传感器冻结' },
    place: 'zone',
    layer: 'gateway',
    rate: { perYear: 6, arises: 'chance' },
    severity: { usual: [1, 1], most: 1, unit: '', meaning: { en: 'none', zh: '无' } },
    rampMinutes: 0,
    cure: { minutes: [120, 1440] },
    symptoms: [
      { machine: 'air-conditioning', signal: 'zone/relativeHumidity', change: 'freezes', afterMinutes: [0, 5] },
    ],
    response: { right: ['swap-sensor'], minutes: 10, wrong: ['calibrate-sensor', 'restore-spray'] },
  },
  'humidity-sensor-drift': {
    name: { en: 'Humidity sensor drift', zh: '湿度传感器漂移' },
    place: 'zone',
    layer: 'gateway',
    rate: { perYear: 10, arises: 'chance' },
    severity: {
      usual: [1, 2],
      most: 15,
      unit: '%',
      meaning: { en: 'relative humidity shown too high', zh: '显示湿度偏高' },
    },
    rampMinutes: 525_600, // 1–2 % RH a year
    cure: { minutes: [525_600, 1_051_200] },
    symptoms: [
      {
        machine: 'air-conditioning',
        signal: 'zone/relativeHumidity',
        change: 'differs',
        afterMinutes: [1440, 525_600],
      },
    ],
    response: {
      right: ['calibrate-sensor'],
      minutes: 15,
      wrong: ['restore-spray', 'lower-humidity', 'restart-gateway'],
    },
  },
  'counter-jump': {
    name: { en: 'Counter jump', zh: '计数器跳变' },
    place: 'ring-frame',
    layer: 'gateway',
    rate: { perYear: 24, arises: 'chance' },
    severity: {
      usual: [1, 24],
      most: 1000,
      unit: 'h',
      meaning: { en: 'hours of production that a counter leaps ahead', zh: '计数器向前跳变的产量小时数' },
    },
    rampMinutes: 0,
    cure: { minutes: [1440, 10_080] },
    symptoms: [{ machine: 'ring-frame', signal: 'production/total', change: 'jumps', afterMinutes: [0, 1] }],
    response: { right: ['restart-gateway'], minutes: 1, wrong: ['swap-sensor', 'set-clock'] },
  },
} as const satisfies Record<string, FaultSpec>
