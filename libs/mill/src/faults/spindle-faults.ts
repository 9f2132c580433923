import type { FaultSpec } from './fault-spec'

const ONE = { usual: [1, 1], most: 1, unit: '', meaning: { en: 'none', zh: '无' } } as const

/** Faults of one ring spindle (domain 3). */
export const SPINDLE_FAULTS = {
  'end-break': {
    name: { en: 'End break', zh: '断头' },
    place: 'spindle',
    layer: 'process',
    rate: { perYear: 5_700_000, arises: 'never' }, // 650/h; those of the mill come from the hazard (domain 2.4)
    severity: ONE,
    rampMinutes: 0,
    cure: { task: { en: 'piecing', zh: '接头' } },
    symptoms: [
      { machine: 'ring-frame', signal: 'breaks/running', change: 'rises', afterMinutes: [0, 0.1] },
      { machine: 'ring-frame', signal: 'spindles/transitions', change: 'jumps', afterMinutes: [0, 0.1] },
    ],
    response: { right: ['piece-end'], minutes: 1, wrong: ['repair-spindle', 'stop-frame'] },
  },
  'roving-run-out': {
    name: { en: 'Roving run-out', zh: '粗纱断空' },
    place: 'spindle',
    layer: 'process',
    rate: { perYear: 89_000, arises: 'never' }, // 1.5 % of 679 bobbins/h; those of the mill come from short bobbins
    severity: ONE,
    rampMinutes: 0,
    cure: { task: { en: 'creeling', zh: '换粗纱' } },
    symptoms: [
      { machine: 'ring-frame', signal: 'breaks/running', change: 'rises', afterMinutes: [0, 0.1] },
      { machine: 'ring-frame', signal: 'spindles/noRoving', change: 'rises', afterMinutes: [0, 0.1] },
    ],
    response: { right: ['hang-bobbin'], minutes: 1, wrong: ['piece-end', 'repair-spindle'] },
  },
  'rogue-spindle': {
    name: { en: 'Rogue spindle', zh: '落后锭子' },
    place: 'spindle',
    layer: 'process',
    rate: { perYear: 4745, arises: 'chance' }, // 13 a day; the plan's ringRoom.newFaultsPerDay goes first
    severity: {
      usual: [12, 12],
      most: 500,
      unit: '×',
      meaning: { en: 'breaks against its healthy self', zh: '断头倍数' },
    },
    rampMinutes: 0,
    cure: { task: { en: 'repair by the fitters', zh: '保全检修' } },
    symptoms: [
      { machine: 'ring-frame', signal: 'breaks/running', change: 'rises', afterMinutes: [5, 480] },
      { machine: 'ring-frame', signal: 'spindles/rogue', change: 'rises', afterMinutes: [30, 960] },
    ],
    response: { right: ['repair-spindle'], minutes: 15, wrong: ['piece-end', 'change-tape', 'raise-humidity'] },
  },
  'slip-spindle': {
    name: { en: 'Slip spindle', zh: '弱捻锭子' },
    place: 'spindle',
    layer: 'process',
    rate: { perYear: 2555, arises: 'chance' }, // 7 a day
    severity: { usual: [3.5, 12], most: 15, unit: '%', meaning: { en: 'traveller speed lost', zh: '钢丝圈转速损失' } },
    rampMinutes: 0,
    cure: { task: { en: 'tape change by the fitters', zh: '更换锭带' } },
    symptoms: [
      { machine: 'ring-frame', signal: 'spindles/rpm', change: 'falls', afterMinutes: [0, 1] },
      { machine: 'ring-frame', signal: 'spindles/slip', change: 'rises', afterMinutes: [0, 1] },
    ],
    response: { right: ['change-tape'], minutes: 5, wrong: ['repair-spindle', 'change-travellers', 'piece-end'] },
  },
  'idle-spindle': {
    name: { en: 'Idle spindle', zh: '空锭' },
    place: 'spindle',
    layer: 'process',
    rate: { perYear: 43_800, arises: 'chance' }, // 120 a day: bad part, tape off, given up by a tenter
    severity: ONE,
    rampMinutes: 0,
    cure: { task: { en: 'repair by the fitters', zh: '保全检修' } },
    symptoms: [
      { machine: 'ring-frame', signal: 'spindles/idle', change: 'rises', afterMinutes: [0, 0.1] },
      { machine: 'ring-frame', signal: 'production/rate', change: 'falls', afterMinutes: [0, 1] },
    ],
    response: { right: ['return-spindle'], minutes: 8, wrong: ['piece-end', 'hang-bobbin'] },
  },
} as const satisfies Record<string, FaultSpec>
