import type { Signal } from '@wanding/contracts'

/** A chart shows at least so many times the smallest change that is reported, */
const DEADBANDS = 10
/** and at least this part of the value: less is noise made large. */
const SHARE = 0.02

/** Values that the axis of a signal must reach around its newest, so that a steady value looks steady. */
export function leastRange({ deadband, range, nature }: Signal, newest: number | null): [number, number] | [] {
  if (newest === null) return []
  const half = Math.max(DEADBANDS * deadband, SHARE * Math.abs(newest), deadband === 0 ? 0.5 : 0) / 2
  const least = nature === 'counter' ? 0 : (range?.[0] ?? Number.NEGATIVE_INFINITY)
  return [Math.max(Math.min(least, newest), newest - half), newest + half]
}
