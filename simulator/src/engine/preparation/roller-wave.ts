import { onsetOf, severityAt } from '../faults/fault-table'
import { mix32 } from '../kernel/random'
import type { Mill } from '../kernel/state'

/** A roller that is not round draws a wave of its circumference, times the draft after it: front, middle and back roller, cm [EST]. */
const WAVE_LENGTHS_CM = [12, 23, 88] as const

/** Periodic variation of the mass per metre that a draw frame makes. */
export interface RollerWave {
  amplitudePercent: number
  lengthCm: number
}

/** The wave of a finisher draw now; amplitude 0 for none. Which of its rollers it is was decided when it began. */
export function rollerWave(mill: Mill, finisher: number): RollerWave {
  const amplitudePercent = severityAt(mill, 'roller-eccentric', finisher, mill.state.mill.nowMs)
  if (amplitudePercent === 0) return { amplitudePercent, lengthCm: 0 }
  const onset = onsetOf(mill, 'roller-eccentric', finisher) % 4294967296
  const drawn = mix32(mill.state.mill.seed ^ mix32(onset) ^ Math.imul(finisher + 1, 0x85ebca77))
  return { amplitudePercent, lengthCm: WAVE_LENGTHS_CM[drawn % WAVE_LENGTHS_CM.length]! }
}

/** CV, %, with a sine of so large an amplitude on top: their squares add, and that of a sine is half its amplitude's. */
export const withWave = (cvPercent: number, amplitudePercent: number): number =>
  amplitudePercent === 0 ? cvPercent : Math.sqrt(cvPercent * cvPercent + (amplitudePercent * amplitudePercent) / 2)

/** Points of CVm that a wave in the sliver adds to the yarn: drafting makes it longer, not smaller, and nothing is doubled any more. */
export const yarnPointsOf = (mill: Mill, { amplitudePercent }: RollerWave): number => {
  const { cvmPercent } = mill.plan.spinPlan.fibre
  return withWave(cvmPercent, amplitudePercent) - cvmPercent
}

/** Amplitude, %, that is left of a wave in means over a length, cm: it averages out over many wave lengths. */
export function overLength({ amplitudePercent, lengthCm }: RollerWave, cm: number): number {
  const left = lengthCm / (Math.PI * cm)
  return left < 1 ? amplitudePercent * left : amplitudePercent
}
