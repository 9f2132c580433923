import { type MillPlan, SPINDLE_STATE_MASK, SpindleFlag, SpindleState } from '@wanding/mill'
import { shiftNumberAt } from '../people/shift-clock'
import { listRepair, wake } from '../people/work'
import { createFlowMachine, createWinder } from '../process/create-machines'
import { createFrame } from '../ring-room/create-frame'
import { startZone } from '../utilities/climate'
import { stepUtilities } from '../utilities/utilities'
import { buildMill } from './build-mill'
import { schedule } from './calendar'
import { gammaQuantiles } from './gamma-quantiles'
import { ACTOR_NAMES, ActorKind, FLOW_KINDS, FRAME_STREAMS, layoutOf, MillSlot, streamName } from './layout'
import { onShift, SLOW_STEP_MS, scheduleFault, scheduleFloor, schedulePacking, totalSpindleMetres } from './mill-events'
import { nextNormal, seedStream } from './random'
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
  const gamma = gammaQuantiles(plan.ringRoom.breaks.gammaShape)
  for (let frame = 0; frame < layout.frames; frame++) {
    createFrame(mill, frame, nowMs, INSTALLED_HOURS, gamma)
    createWinder(mill, frame, nowMs)
  }
  for (let machine = 0; machine < layout.flowMachines; machine++)
    createFlowMachine(mill, machine, nowMs, INSTALLED_HOURS)
  listStanding(mill)

  numbers.demandKgPerHour = mill.derived.plannedKgPerHour
  numbers.demandAtMs = nowMs
  numbers.demandMetres = totalSpindleMetres(mill, nowMs)
  startUtilities(mill, nowMs)
  schedule(mill.calendar, layout.slots.mill + MillSlot.demand, nowMs + SLOW_STEP_MS)
  scheduleFault(mill, nowMs)
  scheduleFloor(mill, nowMs)
  schedulePacking(mill, nowMs)
  for (const kind of Object.values(ActorKind)) wake(mill, kind)
  return mill
}

function seedStreams({ state, layout, plan }: Mill): void {
  const { streams } = state.kernel
  const { seed } = state.mill
  for (let frame = 0; frame < layout.frames; frame++) {
    FRAME_STREAMS.forEach((part, k) => {
      seedStream(
        streams,
        layout.streams.frames + frame * FRAME_STREAMS.length + k,
        seed,
        streamName('ring-frame', frame, part),
      )
    })
    seedStream(streams, layout.streams.winders + frame, seed, streamName('winder', frame))
  }
  for (let zone = 0; zone < layout.zones; zone++) {
    seedStream(streams, layout.streams.zones + zone, seed, streamName('zone', zone))
  }
  for (const kind of FLOW_KINDS) {
    for (let i = 0; i < layout.flowCount[kind]; i++) {
      seedStream(streams, layout.streams.machines + layout.flowFirst[kind] + i, seed, streamName(kind, i))
    }
  }
  ACTOR_NAMES.forEach((name, kind) => {
    for (let i = 0; i < layout.actorCount[kind]!; i++) {
      seedStream(streams, layout.streams.actors + layout.actorFirst[kind]! + i, seed, streamName(name, i))
    }
  })
  seedStream(streams, layout.streams.weather, seed, `weather/${plan.id}`)
  seedStream(streams, layout.streams.faults, seed, 'faults')
  seedStream(streams, layout.streams.work, seed, 'work')
}

/** People and robots stand evenly through the room; each looks after a stretch of frames, or several after one. */
function placeActors({ state, layout }: Mill): void {
  const { actors } = state
  const { frames } = layout
  layout.actorCount.forEach((count, kind) => {
    for (let i = 0; i < count; i++) {
      const actor = layout.actorFirst[kind]! + i
      const homeFirst = count <= frames ? Math.ceil((i * frames) / count) : Math.floor((i * frames) / count)
      const homeLast = count <= frames ? Math.ceil(((i + 1) * frames) / count) - 1 : homeFirst
      actors.homeFirst[actor] = homeFirst
      actors.homeLast[actor] = homeLast
      actors.frame[actor] = Math.floor((homeFirst + homeLast) / 2)
      actors.position[actor] = kind === ActorKind.robot ? (layout.perFrame >> 1) + 1 : 1
      actors.spindle[actor] = -1
      actors.mealDueMs[actor] = Number.POSITIVE_INFINITY
    }
  })
  state.frames.attendant.fill(-1)
}

/** What stands idle or slips at the start is on the fitters' list. */
function listStanding(mill: Mill): void {
  const { code } = mill.state.spindles
  for (let spindle = 0; spindle < mill.layout.spindles; spindle++) {
    if ((code[spindle]! & SPINDLE_STATE_MASK) === SpindleState.idle || code[spindle]! & SpindleFlag.slip)
      listRepair(mill, spindle)
  }
}

function startUtilities(mill: Mill, nowMs: number): void {
  const { zones, airMains, mill: numbers } = mill.state
  zones.powerAtMs.fill(nowMs)
  airMains.atMs.fill(nowMs)
  stepUtilities(mill, nowMs)
  const seconds = (nowMs - numbers.installedMs) / 1000
  zones.powerW.forEach((powerW, zone) => {
    zones.energyJ[zone] = powerW * seconds
  })
  airMains.powerW.forEach((powerW, main) => {
    airMains.energyJ[main] = powerW * seconds
  })
}
