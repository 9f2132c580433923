import type { EventTask, ReasonCode } from '@wanding/mill'
import { schedule } from '../kernel/calendar'
import type { Mill } from '../kernel/state'
import { call, isCalled, type Place } from '../people/calls'
import type { FlowKind } from './flow-kinds'
import { enter, stopFor } from './machine-state'

/** What a full carrier is to the people of a machine. */
const FULL_TASK: { readonly [K in FlowKind]?: EventTask } = {
  card: 'change-card-can',
  'breaker-draw': 'change-breaker-can',
  'finisher-draw': 'change-finisher-can',
  'roving-frame': 'doff-roving',
}
/** Bales that one person opens and lays down in one go. */
const BALES_AT_ONCE = 10
/** Cones of a pallet that one person packs by hand in one go. */
const CONES_AT_ONCE = 100

/** A full can or a set of bobbins is changed. */
export function changeFull(mill: Mill, machine: number, reason: ReasonCode, lastMs: number, atMs: number): void {
  const kind = mill.layout.flowKindOf[machine]!
  const task = FULL_TASK[kind]
  if (kind !== 'roving-frame') {
    change(mill, machine, task, 1, reason, lastMs, atMs)
    return
  }
  const count = mill.layout.prep.rovingSpindles
  call(mill, { task: 'transport-roving', machine: placeOf(mill, machine), dueMs: atMs, count })
  change(mill, machine, task, count, reason, lastMs, atMs)
}

/** Carriers of a creel that have run out are changed; at a comber the laps of all heads together. */
export function changeFeed(
  mill: Mill,
  machine: number,
  count: number,
  reason: ReasonCode,
  lastMs: number,
  atMs: number,
): void {
  const task = mill.layout.flowKindOf[machine] === 'comber' ? 'change-lap' : undefined
  change(mill, machine, task, count, reason, lastMs, atMs)
}

/**
 * The machine stands while it is changed, and people do what they have to do for it: an empty can stands ready for the next
 * change. Where all is done by hand and nobody has come since the last one, nothing is ready, and the machine stands until
 * somebody has been there.
 */
function change(
  mill: Mill,
  machine: number,
  task: EventTask | undefined,
  count: number,
  reason: ReasonCode,
  lastMs: number,
  atMs: number,
): void {
  const { flow } = mill.state
  if (task) {
    const place = placeOf(mill, machine)
    if (mill.effects.tasks[task].handsOnShare === 1 && isCalled(mill, task, place)) {
      enter(mill, machine, reason, atMs)
      flow.owedMs[machine] = Math.max(1, lastMs)
      flow.owedCount[machine] = count
      flow.stopEndMs[machine] = 0
      schedule(mill.calendar, mill.layout.slots.machines + machine, Number.POSITIVE_INFINITY)
      return
    }
    call(mill, { task, machine: place, dueMs: atMs, count })
  }
  stopFor(mill, machine, reason, lastMs, atMs)
}

/** People have been at a machine: what it waits for can be done now. */
export function onChanged(mill: Mill, task: EventTask, { kind, index }: Required<Place>, atMs: number): void {
  const { flow } = mill.state
  const machine = mill.layout.flowFirst[kind as FlowKind] + index
  const lastMs = flow.owedMs[machine]!
  if (lastMs === 0) return
  flow.owedMs[machine] = 0
  call(mill, { task, machine: { kind, index }, dueMs: atMs, count: flow.owedCount[machine]! })
  // It stands already, for the same reason.
  const endMs = Math.ceil(atMs + lastMs)
  flow.stopEndMs[machine] = endMs
  schedule(mill.calendar, mill.layout.slots.machines + machine, endMs)
}

/** Cans are pieced in the creel of a roving frame. */
export function creelCans(mill: Mill, machine: number, count: number, atMs: number): void {
  if (count > 0) call(mill, { task: 'creel-can', machine: placeOf(mill, machine), dueMs: atMs, count })
}

/** A roving has broken; one call for each, though the frame does not say at which spindle. */
export function pieceRoving(mill: Mill, machine: number, atMs: number): void {
  const position = (mill.state.flow.breaks[machine]! % mill.layout.prep.rovingSpindles) + 1
  call(mill, { task: 'piece-roving', machine: { ...placeOf(mill, machine), position }, dueMs: atMs })
}

/** Bales are opened and laid down. */
export function feedBales(mill: Mill, line: number, bales: number, atMs: number): void {
  inParts(mill, 'feed-bale', { kind: 'blowroom', index: line }, bales, BALES_AT_ONCE, atMs)
}

/** Cones are packed: by hand part by part, or with an eye on the line that does it. */
export function packCones(mill: Mill, machine: number, kg: number, atMs: number): void {
  const cones = Math.round(kg / mill.plan.machines.winders.conePackageKg)
  const most = mill.plan.measures.includes('S7') ? cones : CONES_AT_ONCE
  inParts(mill, 'pack', placeOf(mill, machine), cones, most, atMs)
}

function inParts(mill: Mill, task: EventTask, machine: Place, count: number, most: number, atMs: number): void {
  for (let done = 0, position = 1; done < count; done += most, position++) {
    call(mill, { task, machine: { ...machine, position }, dueMs: atMs, count: Math.min(most, count - done) })
  }
}

function placeOf({ layout }: Mill, machine: number): Place {
  const kind = layout.flowKindOf[machine]!
  return { kind, index: machine - layout.flowFirst[kind] }
}
