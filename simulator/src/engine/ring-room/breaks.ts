import {
  type BreakCause,
  CAUSE_SHARES,
  humidityFactor,
  lappingShare,
  SpindleState,
  temperatureFactor,
  travellerFactor,
} from '@wanding/mill'
import { articleOf } from '../kernel/articles'
import { schedule } from '../kernel/calendar'
import { FrameSlot, FrameStream } from '../kernel/layout'
import { nextExponential, nextUnit } from '../kernel/random'
import { frameSlot, frameStream, type Mill } from '../kernel/state'
import { humidityAt, regainHumidityAt, temperatureAt } from '../utilities/climate'
import { hazardAt } from './doff-profile'
import { breakEnd } from './ends'
import {
  cleanlinessHazard,
  faultFactor,
  lappingOf,
  residueHazard,
  takeNeighbours,
  travellerHazard,
  wearFactor,
} from './fault-hazard'
import { isMoving, progressAt, rampShare, travellerAgeHours } from './frame-motion'
import { bookResidue } from './frame-residue'
import { spindleByWeight, stateOf } from './spindles'

/** Breaks count as start-up breaks in the first two minutes after a start (domain 6.3: 60–180 s). */
export const START_UP_MS = 120_000
const HOUR_MS = 3_600_000

/**
 * Draws the next break of a frame from its total hazard, by thinning: a candidate is drawn from a bound on the hazard that holds
 * until the horizon, and accepted at its own time with the share that the true hazard has of the bound.
 */
export function drawBreak(mill: Mill, frame: number, atMs: number): void {
  const slot = frameSlot(mill, frame, FrameSlot.hazard)
  const { frames } = mill.state
  bookResidue(mill, frame, atMs)
  if (!isMoving(mill, frame)) {
    schedule(mill.calendar, slot, Number.POSITIVE_INFINITY)
    return
  }
  const zoneSlot = mill.layout.slots.zones + mill.layout.zoneOfFrame[frame]!
  let horizonMs = Math.min(mill.calendar.timesMs[zoneSlot]!, frames.phaseEndMs[frame]!)
  const sinceStart = atMs - frames.startMs[frame]!
  const { breaksPerMs, profile } = articleOf(mill, frame)
  let bound = frames.weight[frame]! * breaksPerMs * profile.hazardMost
  if (sinceStart < START_UP_MS) {
    horizonMs = Math.min(horizonMs, frames.startMs[frame]! + START_UP_MS)
    bound += startUpRate(mill, frame, sinceStart)
  }
  bound *= slowBound(mill, frame, atMs, horizonMs)
  const waitMs = bound > 0 ? nextExponential(mill.state.kernel.streams, stream(mill, frame)) / bound : HOUR_MS * 1e6
  const candidateMs = Math.ceil(atMs + waitMs)
  frames.hazardBound[frame] = bound
  if (candidateMs >= horizonMs) {
    frames.hazardDrawn[frame] = 0
    schedule(mill.calendar, slot, Math.max(horizonMs, atMs + 1))
  } else {
    frames.hazardDrawn[frame] = 1
    schedule(mill.calendar, slot, candidateMs)
  }
}

/** A candidate's time has come, or the horizon of the bound. */
export function onHazard(mill: Mill, frame: number, atMs: number): void {
  const { frames, kernel } = mill.state
  if (frames.hazardDrawn[frame] && isMoving(mill, frame)) {
    const from = stream(mill, frame)
    const zone = mill.layout.zoneOfFrame[frame]!
    const rh = regainHumidityAt(mill, zone, atMs, humidityAt(mill, zone, atMs))
    const sinceStart = atMs - frames.startMs[frame]!
    const startUp = sinceStart < START_UP_MS
    const { breaksPerMs, profile } = articleOf(mill, frame)
    let hazard =
      frames.weight[frame]! *
      breaksPerMs *
      hazardAt(profile, progressAt(mill, frame, atMs)) *
      rampShare(mill, frame, atMs)
    const running = hazard
    if (startUp) hazard += startUpRate(mill, frame, sinceStart)
    const accepted =
      nextUnit(kernel.streams, from) * frames.hazardBound[frame]! < hazard * slowFactor(mill, frame, atMs, rh)
    const spindle = spindleByWeight(mill, frame, nextUnit(kernel.streams, from))
    const u = nextUnit(kernel.streams, from)
    // A spindle that makes nothing has no end to break: its share of the hazard is void.
    if (accepted && stateOf(mill, spindle) === SpindleState.producing) {
      const byStop = startUp && frames.startShare[frame]! > 2 * normalStartShare(mill, frame) && u * hazard > running
      const cause = byStop ? 'frame-stop' : causeOf(mill, spindle, u, rh, atMs)
      breakEnd(mill, spindle, atMs, cause, startUp ? 'start-up' : 'running')
      takeNeighbours(mill, spindle, cause === 'lapping', atMs)
    }
  }
  drawBreak(mill, frame, atMs)
}

/** What a start costs in ends, as a share of the spindles, when nothing is wrong. */
export function normalStartShare(mill: Mill, frame: number): number {
  return mill.plan.ringRoom.breaks.startUpShare * articleOf(mill, frame).startUpFactor
}

/** Start-up breaks come as a pulse that falls off over two minutes; breaks per ms on a frame of mean weight. */
function startUpRate(mill: Mill, frame: number, sinceStartMs: number): number {
  const share = mill.state.frames.startShare[frame]!
  return (share * mill.layout.perFrame * 2 * (1 - sinceStartMs / START_UP_MS)) / START_UP_MS
}

/** Climate, traveller and cleanliness: what changes slowly (domain 2.4). */
function slowFactor(mill: Mill, frame: number, atMs: number, regainHumidity: number): number {
  const zone = mill.layout.zoneOfFrame[frame]!
  return (
    humidityFactor(regainHumidity) *
    temperatureFactor(temperatureAt(mill, zone, atMs)) *
    travellerHazard(mill, frame, atMs) *
    cleanlinessHazard(mill, frame, atMs) *
    faultFactor(mill, frame, atMs) *
    residueHazard(mill, frame, atMs)
  )
}

function slowBound(mill: Mill, frame: number, atMs: number, horizonMs: number): number {
  const { zones } = mill.state
  const zone = mill.layout.zoneOfFrame[frame]!
  const age = travellerAgeHours(mill, frame, atMs)
  const life = mill.plan.ringRoom.travellerLifeH
  const later = age + (horizonMs - atMs) / HOUR_MS
  return (
    zones.humidityBound[zone]! *
    Math.max(temperatureFactor(zones.temperature[zone]!), temperatureFactor(zones.targetTemperature[zone]!)) *
    Math.max(travellerFactor(age, life), travellerFactor(later, life), wearFactor(mill, frame, horizonMs)) *
    cleanlinessHazard(mill, frame, horizonMs) *
    faultFactor(mill, frame, horizonMs) *
    Math.max(residueHazard(mill, frame, atMs), residueHazard(mill, frame, horizonMs))
  )
}

const CAUSES = Object.entries(CAUSE_SHARES) as [BreakCause, number][]
const CAUSE_SUM = CAUSES.reduce((sum, [, share]) => sum + share, 0)
/** A rogue spindle breaks for its own fault (domain 3: inspect cot, apron, traveller, ring, lappet). */
const ROGUE_CAUSES: readonly BreakCause[] = ['drafting-parts', 'traveller-ring', 'spindle-tape']

function causeOf(mill: Mill, spindle: number, u: number, regainHumidity: number, atMs: number): BreakCause {
  const byHumidity = lappingShare(regainHumidity, mill.plan.ringRoom.breaks.lappingShare)
  const lapping = lappingOf(mill, Math.floor(spindle / mill.layout.perFrame), byHumidity, atMs)
  if (u < lapping) return 'lapping'
  const rest = (u - lapping) / (1 - lapping)
  if (mill.state.spindles.isRogue[spindle]) return ROGUE_CAUSES[Math.floor(rest * ROGUE_CAUSES.length)]!
  let point = rest * CAUSE_SUM
  for (const [cause, share] of CAUSES) {
    if (point < share) return cause
    point -= share
  }
  return 'raw-material'
}

const stream = (mill: Mill, frame: number): number => frameStream(mill, frame, FrameStream.breaks)
