import type { Mill } from '../kernel/state'
import { accruedAt, yarnKg } from './frame-motion'

/** Totals of the ring room since installation; differences of two describe a stretch of time. */
export interface RingRoomTotals {
  spindles: number
  frames: number
  productionKg: number
  energyKwh: number
  runSpindleHours: number
  /** Ends down and spindles without roving while their frame ran, spindle-hours. */
  downSpindleHours: number
  breaksRunning: number
  breaksStartUp: number
  piecedByPeople: number
  piecedByRobot: number
  doffs: number
  copsDoffed: number
  rovingBobbinsCreeled: number
}

const HOUR_MS = 3_600_000

/** Totals of the ring room at the mill's present moment. */
export function ringRoomTotals(mill: Mill): RingRoomTotals {
  const { frames, mill: numbers } = mill.state
  let kg = 0
  let energyJ = 0
  let runMs = 0
  let downMs = 0
  for (let frame = 0; frame < mill.layout.frames; frame++) {
    const made = accruedAt(mill, frame, numbers.nowMs)
    kg += yarnKg(mill, frame, frames.spindleMetres[frame]! + made.spindleMetres)
    energyJ += frames.energyJ[frame]! + made.energyJ
    runMs += frames.spindleRunMs[frame]! + made.spindleRunMs
    downMs += frames.spindleDownMs[frame]! + made.spindleDownMs
  }
  return {
    spindles: mill.layout.spindles,
    frames: mill.layout.frames,
    productionKg: kg,
    energyKwh: energyJ / 3.6e6,
    runSpindleHours: runMs / HOUR_MS,
    downSpindleHours: downMs / HOUR_MS,
    breaksRunning: sum(frames.breaksRunning),
    breaksStartUp: sum(frames.breaksStartUp),
    piecedByPeople: sum(frames.piecedByPeople),
    piecedByRobot: sum(frames.piecedByRobot),
    doffs: sum(frames.doffs),
    copsDoffed: sum(frames.copsDoffed),
    rovingBobbinsCreeled: sum(frames.creeled),
  }
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0)
