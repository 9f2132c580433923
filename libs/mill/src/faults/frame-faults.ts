import type { FaultSpec } from './fault-spec'

/** Faults of a ring frame (domain 3). */
export const FRAME_FAULTS = {
  'start-up-breaks': {
    name: { en: 'Start-up breaks', zh: '开车断头多' },
    place: 'ring-frame',
    layer: 'process',
    rate: { perYear: 2500, arises: 'never' }, // 1 % of the doffs; those of the mill come from the start itself
    severity: {
      usual: [0.02, 0.06],
      most: 0.5,
      unit: '',
      meaning: { en: 'share of ends lost at the next start', zh: '下次开车断头比例' },
    },
    rampMinutes: 0,
    cure: { minutes: [360, 480] },
    symptoms: [{ machine: 'ring-frame', signal: 'breaks/startUp', change: 'rises', afterMinutes: [0, 240] }],
    response: { right: ['send-piecers'], minutes: 0, wrong: ['change-travellers', 'stop-frame'] },
  },
  'lapping-cluster': {
    name: { en: 'Lapping cluster', zh: '缠花集中' },
    place: 'ring-frame',
    layer: 'process',
    rate: { perYear: 150, arises: 'chance' },
    severity: {
      usual: [0.2, 0.45],
      most: 0.9,
      unit: '',
      meaning: { en: 'share of breaks that lap', zh: '缠花占断头比例' },
    },
    rampMinutes: 0,
    cure: { minutes: [120, 480] },
    symptoms: [
      { machine: 'ring-frame', signal: 'breaks/running', change: 'rises', afterMinutes: [1, 90] },
      { machine: 'ring-frame', signal: 'spindles/endsDown', change: 'rises', afterMinutes: [1, 120] },
    ],
    response: { right: ['clean-rollers'], minutes: 20, wrong: ['raise-humidity', 'piece-end', 'change-travellers'] },
  },
  'frame-stop': {
    name: { en: 'Unplanned frame stop', zh: '细纱机故障停车' },
    place: 'ring-frame',
    layer: 'process',
    rate: { perYear: 9200, arises: 'room' }, // 0.3 a frame-day: ringRoom.stopsPerFrameDay
    severity: {
      usual: [0.01, 0.05],
      most: 0.6,
      unit: '',
      meaning: { en: 'share of ends lost at the restart', zh: '重新开车断头比例' },
    },
    rampMinutes: 0,
    cure: { task: { en: 'repair by the mechanic of the shift', zh: '当班机修' } },
    symptoms: [
      { machine: 'ring-frame', signal: 'machine/state', change: 'jumps', afterMinutes: [0, 0.1] },
      { machine: 'ring-frame', signal: 'spindle/speed', change: 'falls', afterMinutes: [0, 0.1] },
      { machine: 'ring-frame', signal: 'energy/power', change: 'falls', afterMinutes: [0, 0.1] },
      { machine: 'ring-frame', signal: 'stops/count', change: 'rises', afterMinutes: [0, 0.1] },
    ],
    response: { right: ['call-mechanic'], minutes: 10, wrong: ['send-piecers', 'clear-doffer', 'wait'] },
  },
  'doffer-fault': {
    name: { en: 'Auto-doffer fault', zh: '落纱装置故障' },
    place: 'ring-frame',
    layer: 'process',
    rate: { perYear: 2508, arises: 'room' }, // 1 % of 687 doffs a day: ringRoom.doff.faultShare
    severity: {
      usual: [0.005, 0.03],
      most: 0.3,
      unit: '',
      meaning: { en: 'share of cops left on the frame', zh: '漏拔管纱比例' },
    },
    rampMinutes: 0,
    cure: { task: { en: 'repair by the mechanic of the shift', zh: '当班机修' } },
    symptoms: [
      { machine: 'ring-frame', signal: 'doff/faults', change: 'rises', afterMinutes: [2, 240] },
      { machine: 'ring-frame', signal: 'doff/duration', change: 'rises', afterMinutes: [8, 260] },
    ],
    response: { right: ['clear-doffer'], minutes: 8, wrong: ['attend-doff', 'clear-transport', 'wait'] },
  },
  'missed-doff': {
    name: { en: 'Missed doff', zh: '漏落纱' },
    place: 'ring-frame',
    layer: 'process',
    rate: { perYear: 52, arises: 'chance' }, // weekly
    severity: { usual: [1, 1], most: 1, unit: '', meaning: { en: 'none', zh: '无' } },
    rampMinutes: 0,
    cure: { minutes: [180, 220] },
    symptoms: [
      { machine: 'ring-frame', signal: 'machine/reason', change: 'jumps', afterMinutes: [0, 240] },
      { machine: 'ring-frame', signal: 'production/rate', change: 'falls', afterMinutes: [0, 240] },
    ],
    response: { right: ['attend-doff'], minutes: 1, wrong: ['clear-doffer', 'call-mechanic'] },
  },
  'traveller-wear': {
    name: { en: 'Worn travellers', zh: '钢丝圈磨损超期' },
    place: 'ring-frame',
    layer: 'process',
    rate: { perYear: 60, arises: 'chance' },
    severity: {
      usual: [1, 1.3],
      most: 1.4,
      unit: '',
      meaning: { en: 'share of the traveller life used', zh: '寿命使用比例' },
    },
    rampMinutes: 1440,
    cure: { task: { en: 'planned traveller change', zh: '计划换钢丝圈' } },
    symptoms: [{ machine: 'ring-frame', signal: 'breaks/running', change: 'rises', afterMinutes: [60, 1440] }],
    response: {
      right: ['change-travellers'],
      minutes: 50,
      wrong: ['clean-rollers', 'raise-humidity', 'repair-spindle'],
    },
  },
  'wrong-traveller': {
    name: { en: 'Wrong traveller', zh: '钢丝圈号数错误' },
    place: 'ring-frame',
    layer: 'process',
    rate: { perYear: 12, arises: 'chance' },
    severity: { usual: [2, 4], most: 8, unit: 'ISO', meaning: { en: 'numbers too heavy', zh: '偏重号数' } },
    rampMinutes: 0,
    cure: { minutes: [480, 1440] },
    symptoms: [
      { machine: 'ring-frame', signal: 'energy/power', change: 'rises', afterMinutes: [0, 1] },
      { machine: 'ring-frame', signal: 'breaks/running', change: 'rises', afterMinutes: [5, 120] },
    ],
    response: { right: ['change-travellers'], minutes: 50, wrong: ['slow-frames', 'grind-cots', 'clean-rollers'] },
  },
  'cot-wear': {
    name: { en: 'Worn cots and aprons', zh: '胶辊胶圈磨损' },
    place: 'ring-frame',
    layer: 'process',
    rate: { perYear: 120, arises: 'chance' },
    severity: { usual: [0.3, 0.8], most: 2, unit: '%', meaning: { en: 'yarn CVm above its own', zh: '条干CV增加' } },
    rampMinutes: 2880,
    cure: { minutes: [8640, 20_160] },
    symptoms: [
      { machine: 'ring-frame', signal: 'breaks/running', change: 'rises', afterMinutes: [120, 2880] },
      { machine: 'winder', signal: 'winding/cuts', change: 'rises', afterMinutes: [180, 4320] },
    ],
    response: { right: ['grind-cots'], minutes: 120, wrong: ['change-travellers', 'raise-humidity', 'repair-cleaner'] },
  },
  'cleaner-failure': {
    name: { en: 'Travelling cleaner failure', zh: '巡回清洁器故障' },
    place: 'ring-frame',
    layer: 'process',
    rate: { perYear: 183, arises: 'chance' }, // 0.5 a day in the fleet
    severity: { usual: [1, 1], most: 3, unit: '×', meaning: { en: 'fly against the usual', zh: '飞花倍数' } },
    rampMinutes: 0,
    cure: { minutes: [30, 240] },
    symptoms: [
      { machine: 'ring-frame', signal: 'cleaner/position', change: 'freezes', afterMinutes: [0, 1] },
      { machine: 'ring-frame', signal: 'breaks/running', change: 'rises', afterMinutes: [60, 720] },
    ],
    response: {
      right: ['repair-cleaner'],
      minutes: 30,
      wrong: ['change-travellers', 'clean-filter', 'raise-humidity'],
    },
  },
  'suction-filter-full': {
    name: { en: 'Suction filter full', zh: '吸棉滤网堵塞' },
    place: 'ring-frame',
    layer: 'process',
    rate: { perYear: 90, arises: 'chance' }, // 1–2 a frame-day where the automatic cleaning has failed, which is rare
    severity: { usual: [250, 500], most: 750, unit: 'Pa', meaning: { en: 'suction lost', zh: '负压损失' } },
    rampMinutes: 15,
    cure: { minutes: [30, 60] },
    symptoms: [
      { machine: 'ring-frame', signal: 'suction/drafting', change: 'falls', afterMinutes: [0.1, 5] },
      { machine: 'ring-frame', signal: 'breaks/running', change: 'rises', afterMinutes: [5, 60] },
    ],
    response: { right: ['clean-filter'], minutes: 4, wrong: ['repair-cleaner', 'send-piecers', 'change-travellers'] },
  },
  'traveller-change': {
    name: { en: 'Planned traveller change', zh: '计划换钢丝圈' },
    place: 'ring-frame',
    layer: 'process',
    rate: { perYear: 2350, arises: 'never' }, // each frame every 13 days; those of the mill come from the travellers' age
    severity: { usual: [1, 1], most: 1, unit: '', meaning: { en: 'none', zh: '无' } },
    rampMinutes: 0,
    cure: { task: { en: 'traveller change by the team', zh: '换钢丝圈小组' } },
    symptoms: [
      { machine: 'ring-frame', signal: 'machine/mode', change: 'jumps', afterMinutes: [0, 240] },
      { machine: 'ring-frame', signal: 'traveller/age', change: 'falls', afterMinutes: [35, 300] },
    ],
    response: { right: [], minutes: 0, wrong: ['call-mechanic', 'wait'] },
  },
  'lot-change': {
    name: { en: 'Lot or count change', zh: '翻改品种' },
    place: 'ring-frame',
    layer: 'process',
    rate: { perYear: 110, arises: 'chance' }, // 0.3 frames a day
    severity: {
      usual: [120, 360],
      most: 1440,
      unit: 'min',
      meaning: { en: 'stop for the change', zh: '翻改停车时间' },
    },
    rampMinutes: 0,
    cure: { task: { en: 'change by the fitters', zh: '保全翻改' } },
    symptoms: [
      { machine: 'ring-frame', signal: 'machine/mode', change: 'jumps', afterMinutes: [0, 240] },
      { machine: 'ring-frame', signal: 'frame/lot', change: 'jumps', afterMinutes: [120, 600] },
    ],
    response: { right: ['finish-change'], minutes: 60, wrong: ['call-mechanic', 'attend-doff'] },
  },
  'wrong-tube': {
    name: { en: 'Wrong tube or colour', zh: '错管/错色' },
    place: 'ring-frame',
    layer: 'process',
    rate: { perYear: 26, arises: 'chance' },
    severity: { usual: [0.01, 0.05], most: 1, unit: '', meaning: { en: 'share of wrong tubes', zh: '错管比例' } },
    rampMinutes: 0,
    cure: { minutes: [480, 720] },
    symptoms: [{ machine: 'winder', signal: 'winding/tubeRejects', change: 'rises', afterMinutes: [10, 300] }],
    response: { right: ['quarantine-cops'], minutes: 10, wrong: ['clean-clearer', 'change-roving', 'wait'] },
  },
  'wrong-roving': {
    name: { en: 'Wrong roving', zh: '错粗纱' },
    place: 'ring-frame',
    layer: 'process',
    rate: { perYear: 26, arises: 'chance' },
    severity: {
      usual: [2, 6],
      most: 20,
      unit: '%',
      meaning: { en: 'count deviation of the roving', zh: '粗纱支数偏差' },
    },
    rampMinutes: 0,
    cure: { minutes: [480, 1440] },
    symptoms: [
      { machine: 'ring-frame', signal: 'breaks/running', change: 'rises', afterMinutes: [2, 240] },
      { machine: 'winder', signal: 'winding/cuts', change: 'rises', afterMinutes: [60, 480] },
    ],
    response: { right: ['change-roving'], minutes: 60, wrong: ['grind-cots', 'change-travellers', 'clean-clearer'] },
  },
} as const satisfies Record<string, FaultSpec>
