import { FRONT_ROLLER_MM, frontRollerRpm, totalDraft, travellerRpm, travellerSpeedMPerS } from '@wanding/mill'
import { onsetOf, severityAt } from '../faults/fault-table'
import { articleOf } from '../kernel/articles'
import { idOf } from '../kernel/layout'
import { fnv1a, mix32 } from '../kernel/random'
import { type Mill, Phase } from '../kernel/state'
import { crewOf } from '../people/shift-clock'
import type { RingFrameReading } from '../readings'
import { pressureAt } from '../utilities/compressed-air'
import { suctionLossPa } from './fault-hazard'
import {
  accruedAt,
  copMetresAt,
  isMoving,
  progressAt,
  rampShare,
  spindleSpeedAt,
  travellerAgeHours,
  yarnKg,
} from './frame-motion'
import { frameWords } from './frames'
import { STOP_CAUSES } from './stop-causes'

const HOUR_MS = 3_600_000
/** Suction of a healthy cotton frame, Pa, and what each per cent of ends down costs (domain 1.4; loss [EST]). */
const DRAFTING_PA = 810
const COMPACT_PA = 2350
const PA_PER_PERCENT_DOWN = 18
/** Share of the suction left in a stop: the fan idles on (domain 8, item 10). */
const STANDING_SUCTION = 0.75
/** The inverter stands this far above the room, and rises with load [EST]. */
const INVERTER_K = 14
/** The travelling cleaner goes to and fro at this speed, m/s [EST]. */
const CLEANER_M_PER_S = 0.25

/** The present of a ring frame; reading changes nothing. */
export function readRingFrame(mill: Mill, frame: number): RingFrameReading {
  const { frames, mill: numbers } = mill.state
  const { plan, layout } = mill
  const { spinPlan, profile, tex, twistPerMetre } = articleOf(mill, frame)
  const nowMs = numbers.nowMs
  const phase = frames.phase[frame]!
  const moving = isMoving(mill, frame)
  const metres = Math.min(profile.fullM, copMetresAt(mill, frame, nowMs))
  const progress = progressAt(mill, frame, nowMs)
  const speedRpm = spindleSpeedAt(mill, frame, nowMs)
  const delivery = speedRpm / twistPerMetre
  const made = { ...accruedAt(mill, frame, nowMs) }
  const producing = frames.producing[frame]!
  const downPercent = (100 * (frames.endsDown[frame]! + frames.noRoving[frame]!)) / layout.perFrame
  const suction = moving ? 1 : STANDING_SUCTION
  const lossPa = suctionLossPa(mill, frame, nowMs)
  const zone = plan.zones[layout.zoneOfFrame[frame]!]!
  const powerKw = framePowerKw(mill, frame)
  return {
    kind: 'ring-frame',
    id: idOf(plan, 'ring-frame', frame),
    index: frame,
    ...frameWords(mill, frame),
    zone: zone.id,
    lot: frames.lot[frame] === 0 ? spinPlan.lot : `${spinPlan.lot}-${frames.lot[frame]! + 1}`,
    crew: plan.staff.crews[crewOf(mill, numbers.shiftNumber)]!,
    // The laboratory weighs the yarn and tells its count to a tenth; heavier roving makes coarser yarn.
    countNe: Math.round((spinPlan.countNe * 10) / (1 + frames.countPercent[frame]! / 100)) / 10,
    twistPerMetre,
    draft: totalDraft(spinPlan.countNe, spinPlan.rovingNe),
    spindleGaugeMm: plan.ringRoom.spindleGaugeMm,
    spindleSpeedSetRpm: spinPlan.spindleSpeedRpm,
    spindleSpeedRpm: speedRpm,
    deliveryMPerMin: delivery,
    frontRollerRpm: frontRollerRpm(delivery, FRONT_ROLLER_MM),
    travellerSpeedMPerS: travellerSpeedMPerS(speedRpm, spinPlan.ringDiameterMm),

    doffProgressPercent: progress * 100,
    copWeightG: (metres * tex) / 1000,
    copMetres: metres,
    timeToDoffS: timeToDoffMs(mill, frame) / 1000,
    railHeightMm: railHeightMm(mill, progress, nowMs, moving),
    doffs: frames.doffs[frame]!,
    doffFaults: frames.doffFaults[frame]!,
    copsDoffed: frames.copsDoffed[frame]!,
    lastDoffStopS: frames.lastDoffStopMs[frame]! / 1000,

    spindles: layout.perFrame,
    producing,
    endsDown: frames.endsDown[frame]!,
    idle: frames.idle[frame]!,
    noRoving: frames.noRoving[frame]!,
    maintenance: frames.maintenance[frame]!,
    slip: frames.slip[frame]!,
    rogue: frames.rogue[frame]!,

    runSpindleHours: (frames.spindleRunMs[frame]! + made.spindleRunMs) / HOUR_MS,
    breaksRunning: frames.breaksRunning[frame]!,
    breaksStartUp: frames.breaksStartUp[frame]!,
    breaksSinceDoff: frames.breaksSinceDoff[frame]!,
    startUpBreaksLastDoff: frames.startUpThisDoff[frame]!,
    piecedByPeople: frames.piecedByPeople[frame]!,
    lapsCutOut: frames.lapsCutOut[frame]!,
    piecedByRobot: frames.piecedByRobot[frame]!,
    piecingFailures: frames.piecingFailures[frame]!,
    downSeconds: frames.downMs[frame]! / 1000,
    lastResponseS: frames.lastResponseMs[frame]! / 1000,
    rovingBobbinsCreeled: frames.creeled[frame]!,
    patrolRounds: frames.patrolRounds[frame]!,
    cleaningRounds: frames.cleaningRounds[frame]!,
    stops: frames.stops[frame]!,
    stopSeconds: (frames.stopMs[frame]! + (phase === Phase.stopped ? nowMs - frames.phaseStartMs[frame]! : 0)) / 1000,

    stopCause: phase === Phase.stopped ? STOP_CAUSES[frames.stopCause[frame]!]! : '',

    draftingSuctionPa: Math.max(0, DRAFTING_PA - lossPa - PA_PER_PERCENT_DOWN * downPercent) * suction,
    airPressureBar: pressureAt(mill, mill.layout.mainOfFrame[frame]!, nowMs),
    compactSuctionPa: spinPlan.compact ? Math.max(0, COMPACT_PA - lossPa) * suction : 0,
    inverterTemperatureC: zone.temperatureC + (INVERTER_K * powerKw) / fullPowerKw(mill, frame),
    cleanerPositionM: cleanerPositionM(mill, frame, nowMs),
    travellerAgeH: travellerAgeHours(mill, frame, nowMs),
    travellerChangeAfterH: plan.ringRoom.travellerLifeH * plan.ringRoom.travellerChange.dueShare,
    sinceCleaningH: (nowMs - frames.cleanedMs[frame]!) / HOUR_MS,
    productionKg: yarnKg(mill, frame, frames.spindleMetres[frame]! + made.spindleMetres),
    productionKgPerHour: (delivery * 60 * tex * producing) / 1e6,
    energyKwh: (frames.energyJ[frame]! + made.energyJ) / 3.6e6,
    powerKw,
  }
}

/** Power of a frame now, kW (domain 2.5). */
export function framePowerKw(mill: Mill, frame: number): number {
  const { frames, mill: numbers } = mill.state
  const { derived } = mill
  if (!isMoving(mill, frame)) {
    return (frames.phase[frame] === Phase.doffing ? derived.doffingW : derived.standingW) / 1000
  }
  const ramp = rampShare(mill, frame, numbers.nowMs)
  const drag = dragShare(mill, frame)
  return (derived.fixedW + articleOf(mill, frame).spindleW * frames.drag[frame]! * drag * ramp) / 1000
}

/** Slope of the profile's drag table at the present, which the energy counter follows too. */
function dragShare(mill: Mill, frame: number): number {
  const { drag, metres, fullM, cellMs } = articleOf(mill, frame).profile
  const cells = drag.length - 1
  const onCop = Math.min(fullM, copMetresAt(mill, frame, mill.state.mill.nowMs))
  let low = 0
  let high = cells
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (metres[middle]! <= onCop) low = middle
    else high = middle
  }
  return (drag[low + 1]! - drag[low]!) / cellMs
}

const fullPowerKw = (mill: Mill, frame: number): number =>
  (mill.derived.fixedW + articleOf(mill, frame).spindleW) / 1000

/** Time until the frame stops for its doff, if nothing comes between, ms; 0 in the doff. */
function timeToDoffMs(mill: Mill, frame: number): number {
  const { frames, mill: numbers } = mill.state
  switch (frames.phase[frame]) {
    case Phase.running:
      return frames.phaseEndMs[frame]! - numbers.nowMs
    case Phase.starting:
    case Phase.stopped:
    case Phase.travellerChange:
      return Math.max(0, articleOf(mill, frame).profile.fullMs - frames.clockMs[frame]!)
    default:
      return 0
  }
}

/** The ring rail climbs with the cop, and goes up and down by its stroke all the while; it stands in a stop. */
function railHeightMm(mill: Mill, progress: number, nowMs: number, moving: boolean): number {
  const { liftMm } = mill.plan.spinPlan
  const strokeMm = liftMm * 0.2
  const base = (liftMm - strokeMm) * progress
  if (!moving) return base
  const cycle = (nowMs % 9000) / 9000
  return base + strokeMm * (cycle < 0.75 ? cycle / 0.75 : (1 - cycle) / 0.25)
}

function cleanerPositionM(mill: Mill, frame: number, nowMs: number): number {
  const length = (mill.layout.perFrame >> 1) * (mill.plan.ringRoom.spindleGaugeMm / 1000)
  if (!mill.effects.travellingCleaner) return 0
  // A cleaner that has failed stands where it was.
  const movedMs = Math.min(nowMs, onsetOf(mill, 'cleaner-failure', frame))
  const way = ((movedMs / 1000) * CLEANER_M_PER_S + frame * 7.3) % (2 * length)
  return way < length ? way : 2 * length - way
}

/** Mean diameter that the yarn is wound on, mm [EST]. */
const WINDING_MM = 30
const NOISE_SHARE = 0.003

/** State byte of each spindle of a frame, position 1 first. Writes as many as fit. */
export function readSpindleStates(mill: Mill, frame: number, out: Uint8Array): void {
  const first = frame * mill.layout.perFrame
  const count = Math.min(out.length, mill.layout.perFrame)
  out.set(mill.state.spindles.code.subarray(first, first + count))
}

/**
 * Traveller speed of each spindle of a frame, rpm, position 1 first. The spread between spindles is computed from spindle and
 * second and has no state; a slipping tape lowers it; a spindle that makes no yarn has no turning traveller.
 */
export function readSpindleRpm(mill: Mill, frame: number, out: Uint16Array): void {
  const { spindles, mill: numbers } = mill.state
  const first = frame * mill.layout.perFrame
  const count = Math.min(out.length, mill.layout.perFrame)
  const speed = spindleSpeedAt(mill, frame, numbers.nowMs)
  if (speed === 0) {
    out.fill(0, 0, count)
    return
  }
  const mean = travellerRpm(speed, speed / articleOf(mill, frame).twistPerMetre, WINDING_MM)
  const salt = Math.imul(Math.floor(numbers.nowMs / 1000), 0x9e3779b1) ^ numbers.seed
  for (let i = 0; i < count; i++) {
    const code = spindles.code[first + i]!
    if ((code & 0x0f) !== 1) {
      out[i] = 0
      continue
    }
    const noise = 1 + (NOISE_SHARE * (mix32(salt ^ Math.imul(first + i, 0x85ebca77)) - 2147483648)) / 2147483648
    const slip = code & 0x10 ? 1 - slipShare(mill, first + i) : 1
    out[i] = Math.round(mean * noise * slip)
  }
}

/** How much a slipping spindle lags, a fraction; its own as long as the mill stands. */
function slipShare(mill: Mill, spindle: number): number {
  const fault = severityAt(mill, 'slip-spindle', spindle, mill.state.mill.nowMs)
  if (fault > 0) return fault / 100
  const [least, most] = mill.plan.ringRoom.standing.slipPercent
  const u = mix32(fnv1a('slip', mill.state.mill.seed) ^ Math.imul(spindle, 0x85ebca77)) / 4294967296
  return (least + (most - least) * u) / 100
}
