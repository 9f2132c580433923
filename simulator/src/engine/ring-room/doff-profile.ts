import {
  buildFactor,
  copLengthM,
  deliveryMPerMin,
  FRAME_POWER,
  pow,
  type SpeedCurve,
  type SpinPlan,
  speedFactor,
  speedShareAt,
  texOf,
  twistPerMetre,
} from '@wanding/mill'

const CELLS = 512
const STEPS = 2048

/**
 * One doff at full running, tabulated over its own clock: all frames that spin the same article share the table. The
 * profile clock stands in a stop and runs slower in a ramp; metres, cop build-up and energy follow from it.
 */
export interface DoffProfile {
  /** Time to spin a full cop without ramps, ms. */
  fullMs: number
  /** Length of a full cop, m. */
  fullM: number
  cellMs: number
  /** Metres spun at the edges of the cells. */
  metres: Float64Array
  /** Integral of (speed share)^2.4 (0.88 + 0.24 x) at the edges of the cells, ms. */
  drag: Float64Array
  /** f_speed x f_build at doff progress i / CELLS (domain 2.4). */
  hazard: Float64Array
  hazardMost: number
}

export function doffProfile(spinPlan: SpinPlan, speedExponent?: number): DoffProfile {
  const fullM = copLengthM(spinPlan.copG, texOf(spinPlan.countNe))
  const speedMPerMs =
    deliveryMPerMin(spinPlan.spindleSpeedRpm, twistPerMetre(spinPlan.countNe, spinPlan.twistMultiplier)) / 60_000
  const curve = spinPlan.speedCurve
  const { times, drags } = alongTheCop(curve, fullM / STEPS / speedMPerMs)
  const fullMs = times[STEPS]!
  const metres = new Float64Array(CELLS + 1)
  const drag = new Float64Array(CELLS + 1)
  for (let cell = 0, step = 0; cell <= CELLS; cell++) {
    const at = (cell * fullMs) / CELLS
    while (step < STEPS - 1 && times[step + 1]! <= at) step++
    const part = (at - times[step]!) / (times[step + 1]! - times[step]!)
    metres[cell] = ((step + part) * fullM) / STEPS
    drag[cell] = drags[step]! + part * (drags[step + 1]! - drags[step]!)
  }
  const hazard = new Float64Array(CELLS + 1)
  let hazardMost = 0
  for (let cell = 0; cell <= CELLS; cell++) {
    const x = cell / CELLS
    hazard[cell] = speedFactor(spinPlan.spindleSpeedRpm * speedShareAt(curve, x), speedExponent) * buildFactor(x)
    if (hazard[cell]! > hazardMost) hazardMost = hazard[cell]!
  }
  return { fullMs, fullM, cellMs: fullMs / CELLS, metres, drag, hazard, hazardMost }
}

/** Time and drag at equal steps of length. */
function alongTheCop(curve: SpeedCurve, stepMs: number): { times: Float64Array; drags: Float64Array } {
  const times = new Float64Array(STEPS + 1)
  const drags = new Float64Array(STEPS + 1)
  for (let step = 0; step < STEPS; step++) {
    const x = (step + 0.5) / STEPS
    const share = speedShareAt(curve, x)
    const ms = stepMs / share
    times[step + 1] = times[step]! + ms
    drags[step + 1] =
      drags[step]! + ms * pow(share, FRAME_POWER.speedExponent) * (FRAME_POWER.emptyCop + FRAME_POWER.copGrowth * x)
  }
  return { times, drags }
}

/** Metres on the cop at a time of the profile clock. */
export function metresAt(profile: DoffProfile, clockMs: number): number {
  return along(profile.metres, clockMs / profile.cellMs)
}

/** Integral of drag at a time of the profile clock, ms. */
export function dragAt(profile: DoffProfile, clockMs: number): number {
  return along(profile.drag, clockMs / profile.cellMs)
}

/** f_speed x f_build at doff progress x. */
export function hazardAt(profile: DoffProfile, x: number): number {
  return along(profile.hazard, x * CELLS)
}

/** Time of the profile clock at which so many metres are on the cop; Infinity beyond a full cop. */
export function clockAtMetres({ metres, cellMs, fullM }: DoffProfile, m: number): number {
  if (m > fullM) return Number.POSITIVE_INFINITY
  let low = 0
  let high = CELLS
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (metres[middle]! <= m) low = middle
    else high = middle
  }
  return (low + (m - metres[low]!) / (metres[high]! - metres[low]!)) * cellMs
}

function along(table: Float64Array, cells: number): number {
  if (cells <= 0) return table[0]!
  if (cells >= CELLS) return table[CELLS]!
  const cell = Math.floor(cells)
  const low = table[cell]!
  return low + (cells - cell) * (table[cell + 1]! - low)
}
