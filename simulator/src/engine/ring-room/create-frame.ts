import { meanFramePowerW, SpindleFlag, SpindleState } from '@wanding/mill'
import { articleOf } from '../kernel/articles'
import { schedule } from '../kernel/calendar'
import { type GammaQuantiles, gammaAt } from '../kernel/gamma-quantiles'
import { FrameSlot, FrameStream } from '../kernel/layout'
import { nextUnit } from '../kernel/random'
import { frameSlot, frameStream, type Mill, Phase } from '../kernel/state'
import { pastBobbin } from '../preparation/past-bobbins'
import { homeOf } from '../preparation/roving-store'
import { normalStartShare } from './breaks'
import { dragAt, metresAt } from './doff-profile'
import { deliveredAt } from './frame-motion'
import { run, scheduleStop } from './frames'
import { noteRunOut } from './roving'
import { recount, sumWeights } from './spindles'

const HOUR_MS = 3_600_000
// Steps of the golden ratio stagger any number of frames evenly.
const GOLDEN = 0.618033988749895

/** A ring frame in the middle of its life: somewhere in a doff, its bobbins, travellers and counters part used. */
export function createFrame(
  mill: Mill,
  frame: number,
  nowMs: number,
  installedHours: number,
  gamma: GammaQuantiles,
): void {
  const { frames, kernel } = mill.state
  const stream = frameStream(mill, frame, FrameStream.stops)
  createSpindles(mill, frame, gamma)
  recount(mill, frame)
  sumWeights(mill, frame)

  frames.phase[frame] = Phase.running
  frames.phaseStartMs[frame] = nowMs
  frames.settledMs[frame] = nowMs
  const { doff } = mill.plan.ringRoom
  const cycleMs = articleOf(mill, frame).profile.fullMs + (doff.preparationS + doff.stopS + doff.restartS) * 1000
  const inCycleMs = cycleMs * ((frame * GOLDEN + nextUnit(kernel.streams, stream) * 0.02) % 1)
  // A frame that would be in its doff stop stands just before it.
  frames.clockMs[frame] = Math.min(inCycleMs, articleOf(mill, frame).profile.fullMs - doff.preparationS * 1000)
  frames.startMs[frame] = nowMs - frames.clockMs[frame]! - HOUR_MS
  frames.startShare[frame] = normalStartShare(mill, frame)
  frames.doffStopMs[frame] = nowMs
  countPastWork(mill, frame, installedHours)
  frames.settledMetres[frame] = metresAt(articleOf(mill, frame).profile, frames.clockMs[frame]!)
  frames.settledDragMs[frame] = dragAt(articleOf(mill, frame).profile, frames.clockMs[frame]!)

  const { ringRoom } = mill.plan
  const age = nextUnit(kernel.streams, stream) * ringRoom.travellerLifeH * ringRoom.travellerChange.dueShare * HOUR_MS
  frames.travellerSinceRunMs[frame] = frames.runMs[frame]! - age

  const creelMs = createRounds(mill, frame, nowMs)
  hangBobbins(mill, frame, nowMs, creelMs)
  sumWeights(mill, frame)
  run(mill, frame, nowMs)
  scheduleStop(mill, frame, nowMs)
}

function createSpindles(mill: Mill, frame: number, gamma: GammaQuantiles): void {
  const { spindles, kernel } = mill.state
  const { breaks, standing } = mill.plan.ringRoom
  const stream = frameStream(mill, frame, FrameStream.spindles)
  const first = frame * mill.layout.perFrame
  spindles.fibre.fill(1, first, first + mill.layout.perFrame)
  const slipBelow = breaks.rogueShare + standing.slipShare
  const idleBelow = slipBelow + standing.idleShare
  for (let spindle = first; spindle < first + mill.layout.perFrame; spindle++) {
    spindles.gamma[spindle] = gammaAt(gamma, nextUnit(kernel.streams, stream))
    spindles.code[spindle] = SpindleState.producing
    const u = nextUnit(kernel.streams, stream)
    if (u >= idleBelow) continue
    if (u < breaks.rogueShare) spindles.isRogue[spindle] = 1
    else if (u < slipBelow) spindles.code[spindle] = SpindleState.producing | SpindleFlag.slip
    else spindles.code[spindle] = SpindleState.idle
  }
}

/** Counters of a frame that has run for so many hours at the plan's rates; all of them fit one another. */
function countPastWork(mill: Mill, frame: number, installedHours: number): void {
  const { frames, kernel } = mill.state
  const { plan, derived, layout } = mill
  const { profile } = articleOf(mill, frame)
  const { doff, breaks } = plan.ringRoom
  const stopMs = (doff.preparationS + doff.stopS + doff.restartS) * 1000
  // Frames were put to work one after another.
  const hours = installedHours * (0.7 + 0.3 * nextUnit(kernel.streams, frameStream(mill, frame, FrameStream.stops)))
  const doffs = Math.floor((hours * HOUR_MS) / (profile.fullMs + stopMs))
  const producing = frames.producing[frame]!
  const runMs = doffs * profile.fullMs + frames.clockMs[frame]!
  const hazard = derived.breaksPerMs * frames.weight[frame]! * 0.95
  const running = Math.floor(runMs * hazard)
  const startUp = Math.floor(doffs * layout.perFrame * breaks.startUpShare)
  const byRobot = mill.effects.robots && mill.effects.guided ? 0.7 : 0
  const pieced = running + startUp - frames.endsDown[frame]!

  frames.doffs[frame] = doffs
  frames.doffFaults[frame] = Math.floor(doffs * doff.faultShare)
  frames.copsDoffed[frame] = doffs * (layout.perFrame - frames.idle[frame]!)
  frames.lastDoffStopMs[frame] = stopMs
  frames.metresBefore[frame] = doffs * profile.fullM
  frames.runMs[frame] = runMs
  frames.spindleRunMs[frame] = runMs * producing
  frames.doffedMetres[frame] = doffs * profile.fullM * producing
  frames.spindleMetres[frame] = (frames.metresBefore[frame]! + metresAt(profile, frames.clockMs[frame]!)) * producing
  const powerW = meanFramePowerW(layout.perFrame, plan.spinPlan.spindleSpeedRpm, plan.spinPlan.speedCurve, 20)
  frames.energyJ[frame] = (powerW * runMs + derived.doffingW * doffs * stopMs) / 1000
  frames.breaksRunning[frame] = running
  frames.breaksStartUp[frame] = startUp
  frames.piecedByRobot[frame] = Math.floor(pieced * byRobot)
  frames.piecedByPeople[frame] = pieced - frames.piecedByRobot[frame]!
  frames.lapsCutOut[frame] = Math.floor(running * plan.ringRoom.breaks.lappingShare)
  frames.piecingFailures[frame] = Math.floor(pieced * byRobot * 0.03)
  frames.downMs[frame] = pieced * 150_000
  frames.lastResponseMs[frame] = 150_000
  frames.creeled[frame] = Math.floor((frames.metresBefore[frame]! / derived.bobbinMetres) * producing)
  const shifts = (runMs * 1.03) / derived.shiftMs
  frames.patrolRounds[frame] = Math.floor(shifts * plan.staff.tasks.patrol.roundsPerShift)
  frames.cleaningRounds[frame] = Math.floor(shifts * plan.staff.tasks.cleaning.roundsPerShift)
  frames.stops[frame] = Math.floor((hours / 24) * plan.ringRoom.stopsPerFrameDay)
  const [least, most] = plan.ringRoom.stopMinutes
  frames.stopMs[frame] = (frames.stops[frame]! * (least + most) * 60_000) / 2
}

/** Sets when the rounds of the frame are due; returns the time to its next block creeling. */
function createRounds(mill: Mill, frame: number, nowMs: number): number {
  const { frames, kernel } = mill.state
  const { tasks } = mill.plan.staff
  const stream = frameStream(mill, frame, FrameStream.roving)
  const due = (slot: number, everyMs: number) => {
    const waitMs = Math.ceil(everyMs * nextUnit(kernel.streams, stream))
    schedule(mill.calendar, frameSlot(mill, frame, slot), nowMs + waitMs)
    return waitMs
  }
  const { shiftMs } = mill.derived
  due(FrameSlot.patrol, perRound(shiftMs, tasks.patrol.roundsPerShift))
  const cleaningMs = perRound(shiftMs, tasks.cleaning.roundsPerShift)
  const cleanMs = due(FrameSlot.clean, cleaningMs)
  frames.cleanedMs[frame] = nowMs - (cleaningMs < Number.POSITIVE_INFINITY ? cleaningMs - cleanMs : 0)
  return due(FrameSlot.creel, mill.plan.ringRoom.creeling.intervalH * HOUR_MS)
}

const perRound = (shiftMs: number, rounds: number): number => (rounds > 0 ? shiftMs / rounds : Number.POSITIVE_INFINITY)

/** Bobbins as block creeling leaves them: evenly spread, none shorter than the time to the next creeling. */
function hangBobbins(mill: Mill, frame: number, nowMs: number, creelMs: number): void {
  const { frames, spindles, kernel } = mill.state
  const { creeling } = mill.plan.ringRoom
  const { metresPerHour, bobbinMetres } = mill.derived
  const stream = frameStream(mill, frame, FrameStream.roving)
  const delivered = deliveredAt(mill, frame, nowMs)
  const roving = homeOf(mill, frame)
  const least = (creelMs / HOUR_MS + creeling.reserveH) * metresPerHour
  // As many come due in each interval as in the long run, where a bobbin still holds half an interval and the reserve when it is
  // changed; those hung last are full.
  const spread = Math.max(0, bobbinMetres - (creeling.intervalH / 2 + creeling.reserveH) * metresPerHour)
  const first = frame * mill.layout.perFrame
  frames.runOutMetres[frame] = Number.POSITIVE_INFINITY
  let next = Number.POSITIVE_INFINITY
  for (let spindle = first; spindle < first + mill.layout.perFrame; spindle++) {
    const left = Math.min(bobbinMetres, least + spread * nextUnit(kernel.streams, stream))
    pastBobbin(mill, spindle, roving, (bobbinMetres - left) / metresPerHour)
    // An idle spindle draws nothing: what it holds is kept as metres left.
    const idle = spindles.code[spindle] === SpindleState.idle
    spindles.runOut[spindle] = idle ? left : delivered + left
    if (idle) spindles.code[spindle]! |= mill.effects.rovingStop ? SpindleFlag.rovingStop : 0
    else if (spindles.runOut[spindle]! < next) next = spindles.runOut[spindle]!
  }
  noteRunOut(mill, frame, next, nowMs)
}
