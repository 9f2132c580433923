import type { MillPlan } from '../mill-plan'
import {
  buildFactor,
  cleaningFactor,
  fibreFactor,
  humidityFactor,
  measureBreakFactor,
  measureStartUpFactor,
  speedFactor,
  speedShareAt,
  travellerFactor,
  twistFactor,
} from '../spinning'

const CELLS = 512
/** Hours between two cleanings of a frame without a travelling cleaner [EST]: once a shift. */
const CLEANED_EVERY_H = 8
/** Breaks within two minutes of a start are start-up breaks, whatever made them (domain 6.3). */
const START_UP_H = 2 / 60

/** Breaks that a mill file gives, before any of its events is drawn. */
export interface ExpectedBreaks {
  /** Running breaks per spindle-hour, with all that a normal mill adds to the healthy spindle. */
  runningPerSpindleHour: number
  /** Share of the spindles that break at a start. */
  startUpShare: number
}

/**
 * Means of the hazard model of domain 2.4 for a plan: over the doff, the life of the travellers, the humidity of the zones, and
 * spindles with their rogues. What single frames and hours do differently is left to the simulation.
 */
export function expectedBreaks(plan: MillPlan): ExpectedBreaks {
  const { spinPlan, ringRoom, measures } = plan
  const { breaks } = ringRoom
  const fibreAndTwist = fibreFactor(spinPlan.fibre) * twistFactor(spinPlan.twistMultiplier)
  const slow = meanHumidity(plan) * meanTraveller(plan) * meanCleanliness(plan)
  const rogues = 1 + breaks.rogueShare * (breaks.rogueFactor - 1)
  const runningPerSpindleHour =
    breaks.ratePerSpindleHour * fibreAndTwist * measureBreakFactor(measures) * meanOverDoff(plan) * rogues * slow
  const pulse =
    breaks.startUpShare *
    measureStartUpFactor(measures) *
    fibreAndTwist *
    speedFactor(spinPlan.spindleSpeedRpm, breaks.speedExponent) *
    slow
  return { runningPerSpindleHour, startUpShare: pulse + runningPerSpindleHour * START_UP_H }
}

/** Mean over time of f_speed × f_build in a doff: more of it is spent where the speed is low. */
function meanOverDoff({ spinPlan: { spindleSpeedRpm, speedCurve }, ringRoom: { breaks } }: MillPlan): number {
  let hazard = 0
  let time = 0
  for (let cell = 0; cell < CELLS; cell++) {
    const x = (cell + 0.5) / CELLS
    const share = speedShareAt(speedCurve, x)
    hazard += (speedFactor(spindleSpeedRpm * share, breaks.speedExponent) * buildFactor(x)) / share
    time += 1 / share
  }
  return hazard / time
}

/** Travellers of all ages up to their planned change. */
function meanTraveller({ ringRoom: { travellerLifeH, travellerChange } }: MillPlan): number {
  const until = travellerLifeH * travellerChange.dueShare
  let sum = 0
  for (let cell = 0; cell < CELLS; cell++) sum += travellerFactor(((cell + 0.5) * until) / CELLS, travellerLifeH)
  return sum / CELLS
}

function meanHumidity({ zones }: MillPlan): number {
  return (
    zones.reduce((sum, { relativeHumidityPercent }) => sum + humidityFactor(relativeHumidityPercent), 0) / zones.length
  )
}

function meanCleanliness({ measures }: MillPlan): number {
  let sum = 0
  for (let cell = 0; cell < CELLS; cell++) {
    sum += cleaningFactor(((cell + 0.5) * CLEANED_EVERY_H) / CELLS, measures.includes('S5'))
  }
  return sum / CELLS
}
