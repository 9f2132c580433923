import type { Mill } from '../kernel/state'

const DAY_MS = 86_400_000
const YEAR_MS = 365.25 * DAY_MS
/** Outside air of the Shandong coast: mean of the year, half the swing of the year and of the day, and of the weather [EST]. */
const OUTSIDE = { meanC: 13, yearC: 13, dayC: 3.5, weatherC: 3 }
const OUTSIDE_RH = { mean: 68, year: 8, day: -10, weather: 12 }
/** Coldest day of the year, ms after its beginning. */
const COLDEST_MS = 18 * DAY_MS

/** -1 at the beginning of a turn, 1 in its middle, by two parabolas: a sine would not be the same on every platform. */
function wave(turn: number): number {
  const x = 2 * (((((turn - 0.25) % 1) + 1) % 1) as number)
  return x < 1 ? 4 * x * (1 - x) : -4 * (x - 1) * (2 - x)
}

const localMs = (mill: Mill, atMs: number): number => atMs + mill.plan.utcOffsetMinutes * 60_000

/** -1 in the small hours, 1 in the afternoon. */
export const dayCurve = (mill: Mill, atMs: number): number => wave(localMs(mill, atMs) / DAY_MS - 0.125)

/** -1 in the coldest days of January, 1 in July. */
export const yearCurve = (mill: Mill, atMs: number): number => wave((localMs(mill, atMs) - COLDEST_MS) / YEAR_MS)

/** Dry-bulb temperature outside, °C. */
export function outsideTemperature(mill: Mill, atMs: number): number {
  const { meanC, yearC, dayC, weatherC } = OUTSIDE
  return (
    meanC + yearC * yearCurve(mill, atMs) + dayC * dayCurve(mill, atMs) + weatherC * mill.state.mill.weatherTemperature
  )
}

/** Relative humidity outside, %. */
export function outsideHumidity(mill: Mill, atMs: number): number {
  const { mean, year, day, weather } = OUTSIDE_RH
  const percent = mean + year * yearCurve(mill, atMs) + day * dayCurve(mill, atMs) + weather * mill.state.mill.weather
  return percent < 20 ? 20 : percent > 98 ? 98 : percent
}
