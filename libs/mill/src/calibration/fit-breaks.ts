import { exp, ln } from '../math'
import { humidityFactor, MODEL_SPEED_EXPONENT } from '../spinning'
import type { FrameShift } from './calibration-rows'
import { CHANCE_ALONE, checkFit, type FitCheck, lawOf } from './fit-check'
import { type FittedValue, held, scaled, withError } from './fitted-value'
import { type CountCell, fitGammaPoisson, gammaPoissonLog } from './gamma-poisson'
import { maximise } from './newton'

/** A fitted exponent with an error above this says nothing. */
const MOST_EXPONENT_ERROR = 2

/** One frame, or one shift, against what the fit expects of it. */
export interface Residual {
  name: string
  observed: number
  expected: number
  /** (observed - expected) / standard deviation under the fit. */
  z: number
}

/** The running breaks of a ring room. */
export interface BreakFit {
  rows: number
  frames: number
  spindleHours: number
  breaks: number
  /** Breaks per 1,000 spindle-hours as they were counted, and at the reference humidity. */
  measuredPer1000: FittedValue
  atReferencePer1000: FittedValue
  /** How much frames differ beyond chance, over the whole time; null where they do not. */
  frameShape: FittedValue | null
  /** How much a frame's shifts differ beyond chance; null where they do not. */
  shiftShape: FittedValue | null
  /** Power of the speed; held at the model's where the speeds do not tell it, with the reason. */
  speedExponent: FittedValue
  exponentReason: 'fitted' | 'no-speeds' | 'speeds-alike'
  meanRpm: number | null
  meanHumidityPercent: number | null
  check: FitCheck
  byFrame: Residual[]
  byShift: Residual[]
}

/** Fits the running breaks of frames and shifts. Null without a break: then there is no rate. */
export function fitBreaks(rows: readonly FrameShift[]): BreakFit | null {
  const used = rows.filter(({ spindleHours }) => spindleHours > 0)
  const breaks = sum(used, (row) => row.runningBreaks)
  const spindleHours = sum(used, (row) => row.spindleHours)
  if (breaks <= 0) return null
  const meanRpm = weightedMean(used, (row) => row.rpm)
  const { exponent, reason } = speedExponent(used, meanRpm)
  // What is known to change the rate is taken out of it: the humidity as the model has it, the speed as it was found.
  const exposureOf = (row: FrameShift) =>
    row.spindleHours *
    (row.humidityPercent === null ? 1 : humidityFactor(row.humidityPercent)) *
    speedShare(row, meanRpm, exponent.value)
  const cells = used.map((row) => ({ count: row.runningBreaks, exposure: exposureOf(row), times: 1 }))
  const frames = grouped(used, cells, (row) => row.frame)
  const shifts = grouped(used, cells, (row) => `${row.date} ${row.shift}`)
  const perFrame = fitGammaPoisson([...frames.values()])!
  const perRow = fitGammaPoisson(cells)!
  const shape = perRow.shape?.value ?? null
  // A frame that is bad is bad all the time: rates of frames are as sure as the frames are many, not the shifts.
  const rate = perFrame.shape && (perFrame.rate.error ?? 0) > (perRow.rate.error ?? 0) ? perFrame.rate : perRow.rate
  const measured = breaks / spindleHours
  const share = measured / rate.value
  return {
    rows: used.length,
    frames: frames.size,
    spindleHours,
    breaks,
    measuredPer1000: scaled(rate, 1000 * share),
    atReferencePer1000: scaled(rate, 1000),
    frameShape: perFrame.shape,
    shiftShape: perRow.shape,
    speedExponent: exponent,
    exponentReason: reason,
    meanRpm,
    meanHumidityPercent: weightedMean(used, (row) => row.humidityPercent),
    check: checkFit(cells, lawOf(perRow.rate.value, shape), shape === null ? 1 : 2),
    byFrame: residuals(frames, perFrame.rate.value, perFrame.shape?.value ?? null),
    byShift: residuals(shifts, perRow.rate.value, null),
  }
}

/** The power of the speed by which breaks rise, from rows at different speeds. */
function speedExponent(
  rows: readonly FrameShift[],
  meanRpm: number | null,
): { exponent: FittedValue; reason: BreakFit['exponentReason'] } {
  const known = rows.filter(({ rpm }) => rpm !== null && rpm > 0)
  if (meanRpm === null || known.length < rows.length) {
    return { exponent: held(MODEL_SPEED_EXPONENT), reason: 'no-speeds' }
  }
  const speeds = new Map<string, CountCell & { logSpeed: number }>()
  for (const row of known) {
    // One cell for each frame and speed: a frame's own level is in all its shifts.
    const key = `${row.frame}/${row.rpm}`
    const humidity = row.humidityPercent === null ? 1 : humidityFactor(row.humidityPercent)
    const cell = speeds.get(key) ?? { count: 0, exposure: 0, times: 1, logSpeed: ln(row.rpm! / meanRpm) }
    cell.count += row.runningBreaks
    cell.exposure += row.spindleHours * humidity
    speeds.set(key, cell)
  }
  const cells = [...speeds.values()]
  const start = fitGammaPoisson(cells)
  if (!start || new Set(cells.map(({ logSpeed }) => logSpeed)).size < 2) {
    return { exponent: held(MODEL_SPEED_EXPONENT), reason: 'speeds-alike' }
  }
  const logOf = (shapeOf: (logShape: number | undefined) => number) => (point: readonly number[]) =>
    cells.reduce((total, { count, exposure, logSpeed }) => {
      const mean = exp(point[0]! + point[1]! * logSpeed) * exposure
      return total + gammaPoissonLog(count, mean, shapeOf(point[2]))
    }, 0)
  const from = [ln(start.rate.value), MODEL_SPEED_EXPONENT]
  const alike = maximise(
    logOf(() => CHANCE_ALONE),
    from,
  )
  const differing =
    start.shape &&
    maximise(
      logOf((logShape) => exp(logShape!)),
      [...alike.point, ln(start.shape.value)],
    )
  // Frames differ for other reasons than their speed only if that makes the counts likelier.
  const found = differing && differing.value > alike.value + 1 && differing.errors[1] !== null ? differing : alike
  const error = found.errors[1] ?? null
  if (error === null || error > MOST_EXPONENT_ERROR) {
    return { exponent: held(MODEL_SPEED_EXPONENT), reason: 'speeds-alike' }
  }
  return { exponent: withError(found.point[1]!, error), reason: 'fitted' }
}

function speedShare({ rpm }: FrameShift, meanRpm: number | null, exponent: number): number {
  return rpm === null || meanRpm === null ? 1 : exp(exponent * ln(rpm / meanRpm))
}

function grouped(
  rows: readonly FrameShift[],
  cells: readonly CountCell[],
  nameOf: (row: FrameShift) => string,
): Map<string, CountCell> {
  const groups = new Map<string, CountCell>()
  rows.forEach((row, i) => {
    const group = groups.get(nameOf(row)) ?? { count: 0, exposure: 0, times: 1 }
    group.count += cells[i]!.count
    group.exposure += cells[i]!.exposure
    groups.set(nameOf(row), group)
  })
  return groups
}

function residuals(groups: ReadonlyMap<string, CountCell>, rate: number, shape: number | null): Residual[] {
  return [...groups].map(([name, { count, exposure }]) => {
    const expected = rate * exposure
    const variance = expected + (shape === null ? 0 : (expected * expected) / shape)
    return { name, observed: count, expected, z: variance > 0 ? (count - expected) / Math.sqrt(variance) : 0 }
  })
}

/** Share of the spindles that break at a start, from start-up breaks over doffs × spindles. */
export function fitStartUp(rows: readonly FrameShift[]): { share: FittedValue; starts: number; breaks: number } | null {
  const cells = rows.flatMap(({ startUpBreaks, doffs, spindles }) =>
    startUpBreaks === null || !doffs || !spindles
      ? []
      : [{ count: startUpBreaks, exposure: doffs * spindles, times: 1, doffs }],
  )
  const fit = fitGammaPoisson(cells)
  if (!fit) return null
  return { share: fit.rate, starts: sum(cells, (cell) => cell.doffs), breaks: sum(cells, (cell) => cell.count) }
}

/** Mean of what is known, weighted with the spindle-hours; null where nothing is. */
export function weightedMean(rows: readonly FrameShift[], of: (row: FrameShift) => number | null): number | null {
  let total = 0
  let weight = 0
  for (const row of rows) {
    const value = of(row)
    if (value === null) continue
    total += value * row.spindleHours
    weight += row.spindleHours
  }
  return weight > 0 ? total / weight : null
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
