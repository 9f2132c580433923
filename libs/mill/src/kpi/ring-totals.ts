/** What the figures of the ring room are computed from, summed over frames and time: plain counts, hours, kg and kWh. */
export interface RingTotals {
  /** Hours × spindles installed, standing frames included. */
  installedSpindleHours: number
  /** Sum over spindles of the hours spent producing; doffs, stops and ends down excluded (domain 2.3). */
  runningSpindleHours: number
  /** Sum over spindles of the hours with the end down. */
  endsDownSpindleHours: number
  /** Breaks outside the start after a doff. */
  runningBreaks: number
  startUpBreaks: number
  /** Ends started after doffs: spindles × doffs. */
  endsStarted: number
  endsPiecedByPeople: number
  endsPiecedByRobot: number
  /** Sum over pieced ends of the seconds from break to piecing. */
  responseSeconds: number
  doffs: number
  /** Days × frames installed. */
  frameDays: number
  productionKg: number
  /** What all installed spindles would have spun at set speed and twist without any loss (domain 2.1 at E = 1). */
  fullProductionKg: number
  energyKwh: number
}

const KEYS = [
  'installedSpindleHours',
  'runningSpindleHours',
  'endsDownSpindleHours',
  'runningBreaks',
  'startUpBreaks',
  'endsStarted',
  'endsPiecedByPeople',
  'endsPiecedByRobot',
  'responseSeconds',
  'doffs',
  'frameDays',
  'productionKg',
  'fullProductionKg',
  'energyKwh',
] as const satisfies readonly (keyof RingTotals)[]

/** Totals of nothing, to add to. */
export function emptyRingTotals(): RingTotals {
  return Object.fromEntries(KEYS.map((key) => [key, 0])) as unknown as RingTotals
}

/** Totals over both parts together: two frames, or two spans of time. */
export function addRingTotals(a: RingTotals, b: RingTotals): RingTotals {
  return Object.fromEntries(KEYS.map((key) => [key, a[key] + b[key]])) as unknown as RingTotals
}
