import type { FaultSpec } from './fault-spec'

/** Faults from the bale to the roving (domain 3). */
export const PREPARATION_FAULTS = {
  'bad-lot': {
    name: { en: 'Bad cotton lot', zh: '原棉批次不良' },
    place: 'lot',
    layer: 'process',
    rate: { perYear: 2, arises: 'chance' },
    severity: {
      usual: [0.4, 1],
      most: 2,
      unit: '',
      meaning: { en: 'of the worst usual lot: short fibre, neps, evenness', zh: '相对最差批次程度' },
    },
    rampMinutes: 0,
    cure: { minutes: [2880, 7200] },
    symptoms: [
      { machine: 'card', signal: 'sliver/neps', change: 'rises', afterMinutes: [20, 240] },
      { machine: 'comber', signal: 'noil', change: 'rises', afterMinutes: [240, 1440] },
      { machine: 'ring-frame', signal: 'breaks/running', change: 'rises', afterMinutes: [1440, 8640] },
      { machine: 'winder', signal: 'winding/cuts', change: 'rises', afterMinutes: [1440, 8640] },
    ],
    response: { right: ['change-mixing'], minutes: 30, wrong: ['raise-humidity', 'change-travellers', 'grind-cots'] },
  },
  'sticky-cotton': {
    name: { en: 'Sticky cotton', zh: '棉花含糖高' },
    place: 'lot',
    layer: 'process',
    rate: { perYear: 0.5, arises: 'chance' },
    severity: { usual: [0.3, 1], most: 2, unit: '', meaning: { en: 'of heavy stickiness', zh: '相对重度含糖' } },
    rampMinutes: 2880,
    cure: { minutes: [4320, 10_080] },
    symptoms: [
      { machine: 'finisher-draw', signal: 'stops/count', change: 'rises', afterMinutes: [240, 2880] },
      { machine: 'roving-frame', signal: 'breaks/running', change: 'rises', afterMinutes: [480, 4320] },
      { machine: 'crew', signal: 'crew/done/clear-lap', change: 'rises', afterMinutes: [1440, 7200] },
      { machine: 'ring-frame', signal: 'breaks/running', change: 'rises', afterMinutes: [2880, 10_080] },
    ],
    response: { right: ['lower-humidity', 'change-mixing'], minutes: 60, wrong: ['raise-humidity', 'grind-cots'] },
  },
  'autoleveller-drift': {
    name: { en: 'Autoleveller drift', zh: '自调匀整漂移' },
    place: 'finisher-draw',
    layer: 'process',
    rate: { perYear: 2, arises: 'chance' }, // 1–3 a year in 18
    severity: {
      usual: [1.5, 3],
      most: 6,
      unit: '%',
      meaning: { en: 'sliver count deviation A %', zh: '熟条支数偏差A%' },
    },
    rampMinutes: 240,
    cure: { task: { en: 'recalibration by the quality control of the shift', zh: '轮班质检校准' } },
    symptoms: [
      { machine: 'finisher-draw', signal: 'sliver/countDeviation', change: 'differs', afterMinutes: [5, 240] },
      // The draw frame stops beyond 2.5 %: the most usual drift passes it by two standard deviations of a can.
      {
        machine: 'finisher-draw',
        signal: 'machine/reason',
        change: 'jumps',
        afterMinutes: [80, 360],
        fromSeverity: 3,
      },
      { machine: 'ring-frame', signal: 'spin/count', change: 'differs', afterMinutes: [720, 8640] },
    ],
    response: { right: ['recalibrate-leveller'], minutes: 30, wrong: ['change-mixing', 'grind-cots', 'change-roving'] },
  },
  'roller-eccentric': {
    name: { en: 'Eccentric roller (mechanical wave)', zh: '罗拉偏心（机械波）' },
    place: 'finisher-draw',
    layer: 'process',
    rate: { perYear: 6, arises: 'chance' }, // a bearing or a top roller of 18 deliveries every two months
    severity: {
      usual: [3, 6],
      most: 15,
      unit: '%',
      meaning: { en: 'amplitude of the wave in the sliver', zh: '熟条机械波振幅' },
    },
    rampMinutes: 180,
    cure: { minutes: [360, 1440] },
    symptoms: [
      { machine: 'finisher-draw', signal: 'sliver/spectrogram', change: 'rises', afterMinutes: [5, 180] },
      { machine: 'finisher-draw', signal: 'sliver/cv', change: 'rises', afterMinutes: [20, 180] },
      { machine: 'ring-frame', signal: 'breaks/running', change: 'rises', afterMinutes: [720, 8640] },
      { machine: 'winder', signal: 'winding/cuts', change: 'rises', afterMinutes: [720, 8640] },
    ],
    response: {
      right: ['change-roller'],
      minutes: 45,
      wrong: ['recalibrate-leveller', 'change-mixing', 'grind-cots'],
    },
  },
  'spark-trip': {
    name: { en: 'Spark trip', zh: '火星探除动作' },
    place: 'blowroom',
    layer: 'process',
    rate: { perYear: 144, arises: 'chance' }, // 2–10 a month and line
    severity: { usual: [1, 3], most: 10, unit: '', meaning: { en: 'sparks seen', zh: '火星数' } },
    rampMinutes: 0,
    cure: { task: { en: 'ducts inspected by the blowroom tenter', zh: '清花工检查风管' } },
    symptoms: [
      { machine: 'blowroom', signal: 'sparks/count', change: 'rises', afterMinutes: [0, 0.2] },
      { machine: 'blowroom', signal: 'machine/state', change: 'jumps', afterMinutes: [0, 0.2] },
      { machine: 'card', signal: 'machine/reason', change: 'jumps', afterMinutes: [5, 20] },
    ],
    response: { right: ['inspect-ducts'], minutes: 15, wrong: ['wait', 'change-mixing'] },
  },
  'card-fire': {
    name: { en: 'Card fire', zh: '梳棉机火警' },
    place: 'card',
    layer: 'process',
    rate: { perYear: 24, arises: 'chance' }, // 1–3 a month in 32
    severity: { usual: [1, 1], most: 1, unit: '', meaning: { en: 'none', zh: '无' } },
    rampMinutes: 0,
    cure: { task: { en: 'ducts inspected by the blowroom tenter', zh: '清花工检查风管' } },
    symptoms: [{ machine: 'card', signal: 'machine/state', change: 'jumps', afterMinutes: [0, 0.2] }],
    response: { right: ['inspect-ducts'], minutes: 30, wrong: ['wait', 'call-mechanic'] },
  },
} as const satisfies Record<string, FaultSpec>
