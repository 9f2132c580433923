import type { Mill } from '../kernel/state'
import { zoneFramesJ } from './air-conditioning'
import { setMain, startMain } from './compressed-air'
import { startFeeders } from './electricity'

/** The utilities take their flow for the next step. Plants of the zones step by themselves. */
export function stepUtilities(mill: Mill, atMs: number): void {
  for (let main = 0; main < mill.layout.airMains; main++) setMain(mill, main, atMs)
}

/** Utilities of a mill that has run for months. */
export function startUtilities(mill: Mill, nowMs: number): void {
  const { zones, mill: numbers } = mill.state
  for (let zone = 0; zone < mill.layout.zones; zone++) {
    zones.framesJ[zone] = zoneFramesJ(mill, zone, nowMs)
    zones.framesMs[zone] = nowMs
    zones.energyJ[zone] = (zones.powerW[zone]! * (nowMs - numbers.installedMs)) / 1000
  }
  for (let main = 0; main < mill.layout.airMains; main++) startMain(mill, main, nowMs)
  startFeeders(mill, nowMs)
}

/** Ring output against the planned, a fraction. */
export function outputShare(mill: Mill): number {
  const planned = mill.derived.plannedKgPerHour
  return planned > 0 ? Math.min(1.5, mill.state.mill.demandKgPerHour / planned) : 0
}
