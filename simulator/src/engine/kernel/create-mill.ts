import {
  FAULT_KINDS,
  MACHINE_KINDS,
  type MillPlan,
  ROUND_TASKS,
  SPINDLE_STATE_MASK,
  SpindleFlag,
  SpindleState,
} from '@wanding/mill'
import { scheduleSpontaneous } from '../faults/spontaneous'
import { shareFrames } from '../people/roll-call'
import { scheduleRound } from '../people/round-calls'
import { shiftNumberAt } from '../people/shift-clock'
import { listRepair, wake } from '../people/work'
import { createPreparation, startPreparation } from '../preparation/create-preparation'
import { createFrame } from '../ring-room/create-frame'
import { startZone } from '../utilities/climate'
import { startUtilities } from '../utilities/utilities'
import { createWinder } from '../winding/create-winder'
import { buildMill } from './build-mill'
import { schedule } from './calendar'
import { gammaQuantiles } from './gamma-quantiles'
import { ActorKind, layoutOf, MillSlot } from './layout'
import { onShift, SLOW_STEP_MS, totalYarnKg } from './mill-events'
import { nextNormal, nextUnit } from './random'
import { seedStreams } from './seed-streams'
import { emptyState, type Mill } from './state'

const HOUR_MS = 3_600_000
/** Hours since installation; counters begin with what a mill has made in that time. */
const INSTALLED_HOURS = 6000

/**
 * A mill in its steady state at a moment of its clock (epoch ms): doffs staggered, cops part built, bobbins evenly used,
 * counters of a mill that has run for months. Frame by frame its own streams decide, so a longer room has the same first frames.
 */
export function createMill(plan: MillPlan, seed: number, startMs: number): Mill {
  const layout = layoutOf(plan)
  const state = emptyState(layout)
  const nowMs = Math.round(startMs)
  state.mill.seed = seed
  state.mill.nowMs = nowMs
  state.mill.installedMs = nowMs - INSTALLED_HOURS * HOUR_MS
  const mill = buildMill(plan, state, layout)
  seedStreams(mill)

  const { kernel, mill: numbers } = state
  numbers.weather = nextNormal(kernel.streams, layout.streams.weather)
  numbers.weatherTemperature = nextNormal(kernel.streams, layout.streams.weather)
  for (let zone = 0; zone < layout.zones; zone++) startZone(mill, zone, nowMs)
  numbers.shiftNumber = shiftNumberAt(mill, nowMs)
  placeActors(mill)
  onShift(mill, nowMs)
  createPreparation(mill, nowMs, INSTALLED_HOURS)
  const gamma = gammaQuantiles(plan.ringRoom.breaks.gammaShape)
  for (let frame = 0; frame < layout.frames; frame++) {
    createFrame(mill, frame, nowMs, INSTALLED_HOURS, gamma)
    createWinder(mill, frame, nowMs)
  }
  startPreparation(mill, nowMs)
  listStanding(mill)

  numbers.demandKgPerHour = mill.derived.plannedKgPerHour
  numbers.demandAtMs = nowMs
  numbers.demandKg = totalYarnKg(mill, nowMs)
  startUtilities(mill, nowMs)
  schedule(mill.calendar, layout.slots.mill + MillSlot.demand, nowMs + SLOW_STEP_MS)
  FAULT_KINDS.forEach((_, code) => {
    scheduleSpontaneous(mill, code, nowMs)
  })
  ROUND_TASKS.forEach((_, round) => {
    scheduleRound(mill, round, nowMs, nextUnit(kernel.streams, layout.streams.work))
  })
  for (const kind of Object.values(ActorKind)) wake(mill, kind)
  return mill
}

/** People and robots stand evenly through the room; each robot looks after a stretch of frames, or several after one. */
function placeActors(mill: Mill): void {
  const { actors, frames } = mill.state
  const { postCount, postFirst, robotPost, perFrame } = mill.layout
  actors.at.fill(MACHINE_KINDS.indexOf('ring-frame'))
  actors.spindle.fill(-1)
  actors.mealDueMs.fill(Number.POSITIVE_INFINITY)
  postCount.forEach((count, post) => {
    shareFrames(mill, post, count)
    for (let actor = postFirst[post]!; actor < postFirst[post]! + count; actor++) {
      actors.frame[actor] = Math.floor((actors.homeFirst[actor]! + actors.homeLast[actor]!) / 2)
      actors.position[actor] = post === robotPost ? (perFrame >> 1) + 1 : 1
    }
  })
  frames.attendant.fill(-1)
}

/** What stands idle or slips at the start is on the fitters' list. */
function listStanding(mill: Mill): void {
  const { code } = mill.state.spindles
  for (let spindle = 0; spindle < mill.layout.spindles; spindle++) {
    if ((code[spindle]! & SPINDLE_STATE_MASK) === SpindleState.idle || code[spindle]! & SpindleFlag.slip)
      listRepair(mill, spindle)
  }
}
