import type { CountCell } from '../calibration/gamma-poisson'
import { chance } from '../calibration/simulated-counts.builder'

export interface SimulatedUnits {
  units: number
  rate: number
  /** Relative variance of the rates between units. */
  dispersion: number
  exposure: number
}

/** Counts of units that differ by a gamma law and nothing else; the same for the same seed. */
export function simulatedCells(seed: number, { units, rate, dispersion, exposure }: SimulatedUnits): CountCell[] {
  const { gamma, poisson } = chance(seed * 7919)
  const times = new Map<number, number>()
  for (let unit = 0; unit < units; unit++) {
    const count = poisson(rate * exposure * (dispersion > 0 ? gamma(1 / dispersion) : 1))
    times.set(count, (times.get(count) ?? 0) + 1)
  }
  return [...times].map(([count, number]) => ({ count, exposure, times: number }))
}
