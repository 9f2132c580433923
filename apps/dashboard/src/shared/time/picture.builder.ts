import {
  encodeFrameRows,
  encodeProcessRow,
  FIGURES,
  type FrameRow,
  type KpiNow,
  type MillPicture,
} from '@wanding/contracts'

export const T0 = Date.UTC(2026, 10, 22, 8)
const figure = { value: 1, numerator: 1, denominator: 1, windowMinutes: 60, source: 'measured' } as const

/** Pictures of a mill of two frames and a card, for tests: say only what matters. */
export const aFrameRow = (index: number, more: Partial<FrameRow> = {}): FrameRow => ({
  index,
  reason: 'producing',
  online: true,
  stale: false,
  doffProgressPercent: 50,
  spindleSpeedRpm: 18_500,
  producing: 4,
  endsDown: 0,
  idle: 0,
  noRoving: 0,
  slip: 0,
  rogue: 0,
  breaksPer1000SpindleHours: 6,
  powerKw: 50,
  timeToDoffS: 600,
  ...more,
})

export const aKpi = (atMs: number, more: Partial<KpiNow> = {}): KpiNow => ({
  mill: 'jimo',
  name: { en: 'Jimo', zh: '即墨' },
  simulated: true,
  run: 'a',
  clockSpeed: 1,
  utcOffsetMinutes: 480,
  atMs,
  receivedMs: atMs,
  countNe: 40,
  spindles: 8,
  crew: null,
  figures: Object.fromEntries(FIGURES.map((name) => [name, figure])) as KpiNow['figures'],
  extra: {
    startUpBreakPercent: figure,
    gramsPerSpindleHour: figure,
    meanResponseSeconds: figure,
    doffsPerFrameDay: figure,
    robotSharePercent: figure,
  },
  gateways: { total: 1, online: 1, stale: 0 },
  processes: [],
  attention: [],
  unacknowledged: 0,
  ...more,
})

export const aPicture = (atMs: number, more: Partial<MillPicture> = {}): MillPicture => ({
  mill: 'jimo',
  run: 'a',
  atMs,
  frames: ['RF01', 'RF02'].map((id) => ({ id, spindles: 4, gateway: 'G1', zone: 'Z1' })),
  machines: [{ id: 'CD01', kind: 'card', gateway: 'PREP', zone: '' }],
  frameRows: encodeFrameRows([aFrameRow(0), aFrameRow(1)]),
  processRows: encodeProcessRow({
    index: 0,
    online: true,
    stale: false,
    state: 'Executing',
    reason: 'producing',
    sinceMs: null,
    figures: [75, 12],
  }),
  states: new Uint8Array(8).fill(1),
  kpi: aKpi(atMs),
  ...more,
})
