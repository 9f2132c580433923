import { onOrders } from '../faults/fault-commands'
import { onFaults } from '../faults/run-faults'
import { onSpontaneous } from '../faults/spontaneous'
import { handOutWork } from '../people/dispatch'
import { onActor } from '../people/finish'
import { onServed } from '../people/finish-calls'
import { onRoundOf } from '../people/round-calls'
import { onFlowMachine } from '../preparation/on-flow-machine'
import { onVehicle } from '../preparation/vehicles'
import { onHazard } from '../ring-room/breaks'
import { onCall, onPhase, onStop } from '../ring-room/frames'
import { onRunOut } from '../ring-room/run-out'
import { onZone } from '../utilities/climate'
import { onAirMain } from '../utilities/compressed-air'
import { onQuarter } from '../utilities/electricity'
import { onFeeder } from '../utilities/voltage-sag'
import { onAlarm, onDry, onSupply } from '../winding/units'
import { onTruck } from '../yarn-store/shipping'
import { onCrane } from '../yarn-store/stacker-crane'
import { nextSlot } from './calendar'
import { FRAME_SLOTS, FrameSlot, MillSlot, WINDER_SLOTS, WinderSlot } from './layout'
import type { OnMillEvent } from './mill-event'
import { onCreelDue, onRoundDue, onShift, onSlowStep } from './mill-events'
import type { Mill } from './state'

type FrameHandler = (mill: Mill, frame: number, atMs: number) => void
type MillHandler = (mill: Mill, atMs: number) => void

/** What happens at each slot of a frame, in order of FrameSlot. */
const FRAME_EVENTS: readonly FrameHandler[] = inOrder(FrameSlot, {
  phase: onPhase,
  call: onCall,
  stop: onStop,
  hazard: onHazard,
  runOut: onRunOut,
  creel: onCreelDue,
  patrol: (mill, frame, atMs) => onRoundDue(mill, frame, 'patrol', atMs),
  clean: (mill, frame, atMs) => onRoundDue(mill, frame, 'clean', atMs),
})

/** What happens at each slot of a winder, in order of WinderSlot. */
const WINDER_EVENTS: readonly FrameHandler[] = inOrder(WinderSlot, {
  supply: onSupply,
  alarm: onAlarm,
  dry: onDry,
})

/** What happens at each slot of the mill, in order of MillSlot. */
const MILL_EVENTS: readonly MillHandler[] = inOrder(MillSlot, {
  shift: onShift,
  demand: onSlowStep,
  orders: onOrders,
  faults: onFaults,
  served: onServed,
  quarter: onQuarter,
  crane: onCrane,
  truck: onTruck,
})

function inOrder<K extends string, H>(slots: Readonly<Record<K, number>>, handlers: Readonly<Record<K, H>>): H[] {
  const ordered: H[] = []
  for (const name of Object.keys(slots) as K[]) ordered[slots[name]] = handlers[name]
  return ordered
}

/**
 * Lets the mill run to a moment of its clock (epoch ms), in place. Between events nothing is touched, so splitting a stretch of
 * time changes nothing. Events are told in order of time; the listener must not change the mill. A moment in the past is ignored.
 */
export function advance(mill: Mill, toMs: number, onEvent?: OnMillEvent): void {
  mill.onEvent = onEvent
  const { timesMs } = mill.calendar
  for (;;) {
    if (mill.state.mill.wake !== 0) handOutWork(mill, mill.state.mill.nowMs)
    const slot = nextSlot(mill.calendar)
    const atMs = timesMs[slot]!
    if (atMs > toMs) break
    mill.state.mill.nowMs = atMs
    fire(mill, slot, atMs)
  }
  if (toMs > mill.state.mill.nowMs) mill.state.mill.nowMs = toMs
  mill.onEvent = undefined
}

function fire(mill: Mill, slot: number, atMs: number): void {
  const { slots } = mill.layout
  if (slot >= slots.actors) onActor(mill, slot - slots.actors, atMs)
  else if (slot >= slots.frames) {
    const at = slot - slots.frames
    FRAME_EVENTS[at % FRAME_SLOTS]!(mill, Math.floor(at / FRAME_SLOTS), atMs)
  } else if (slot >= slots.winders) {
    const at = slot - slots.winders
    WINDER_EVENTS[at % WINDER_SLOTS]!(mill, Math.floor(at / WINDER_SLOTS), atMs)
  } else if (slot >= slots.vehicles) onVehicle(mill, slot - slots.vehicles, atMs)
  else if (slot >= slots.machines) onFlowMachine(mill, slot - slots.machines, atMs)
  else if (slot >= slots.faultKinds) onSpontaneous(mill, slot - slots.faultKinds, atMs)
  else if (slot >= slots.rounds) onRoundOf(mill, slot - slots.rounds, atMs)
  else if (slot >= slots.mill) MILL_EVENTS[slot - slots.mill]!(mill, atMs)
  else if (slot >= slots.feeders) onFeeder(mill, slot - slots.feeders, atMs)
  else if (slot >= slots.airMains) onAirMain(mill, slot - slots.airMains, atMs)
  else onZone(mill, slot, atMs)
}
