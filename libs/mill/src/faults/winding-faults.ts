import type { FaultSpec } from './fault-spec'

/** Faults of winding and its link (domain 3). */
export const WINDING_FAULTS = {
  'transport-jam': {
    name: { en: 'Cop or tube transport jam', zh: '管纱输送堵塞' },
    place: 'winder',
    layer: 'process',
    rate: { perYear: 30_660, arises: 'chance' }, // 1 a winder-day
    severity: { usual: [1, 1], most: 1, unit: '', meaning: { en: 'none', zh: '无' } },
    rampMinutes: 0,
    cure: { task: { en: 'cleared by a winder tenter', zh: '络筒工疏通' } },
    symptoms: [
      { machine: 'winder', signal: 'machine/reason', change: 'jumps', afterMinutes: [0, 5] },
      { machine: 'ring-frame', signal: 'machine/reason', change: 'jumps', afterMinutes: [25, 200] },
    ],
    response: { right: ['clear-transport'], minutes: 3, wrong: ['service-splicer', 'clear-doffer', 'wait'] },
  },
  'splicer-fault': {
    name: { en: 'Splicer fault', zh: '捻接器故障' },
    place: 'winder-unit',
    layer: 'process',
    rate: { perYear: 2208, arises: 'chance' }, // 0.3 % a unit-day of 2,016 units
    severity: { usual: [12, 40], most: 100, unit: '%', meaning: { en: 'splices that fail', zh: '捻接失败率' } },
    rampMinutes: 0,
    cure: { task: { en: 'repair by the mechanic of the shift', zh: '当班机修' } },
    symptoms: [
      { machine: 'winder', signal: 'winding/spliceFailures', change: 'rises', afterMinutes: [1, 20] },
      { machine: 'winder', signal: 'winding/redLights', change: 'rises', afterMinutes: [1, 30] },
    ],
    response: {
      right: ['service-splicer'],
      minutes: 5,
      wrong: ['clean-clearer', 'start-compressor', 'clear-transport'],
    },
  },
  'clearer-dirt': {
    name: { en: 'Dirty clearer', zh: '电清脏污' },
    place: 'winder-unit',
    layer: 'process',
    rate: { perYear: 1472, arises: 'chance' }, // 0.2 % a unit-day
    severity: { usual: [2, 5], most: 20, unit: '×', meaning: { en: 'cuts against the other units', zh: '切疵倍数' } },
    rampMinutes: 0,
    cure: { task: { en: 'clearer head cleaned by a winder tenter', zh: '络筒工清洁电清' } },
    symptoms: [{ machine: 'winder', signal: 'winding/cuts', change: 'rises', afterMinutes: [5, 60] }],
    response: { right: ['clean-clearer'], minutes: 3, wrong: ['service-splicer', 'change-mixing', 'grind-cots'] },
  },
} as const satisfies Record<string, FaultSpec>
