import type { EventTask } from '@wanding/mill'
import { schedule } from '../kernel/calendar'
import { nextUnit } from '../kernel/random'
import type { Mill } from '../kernel/state'
import { call, type Place } from '../people/calls'
import { placeOf } from './hand-work'
import { breakShareOf, drawStop, enter, isFor } from './machine-state'
import { breakRoving } from './roving-breaks'
import { STAGES } from './stages'

/** A sliver breaks, a roller laps, something jams or fails: the machine stands until people have been there. */
export function stopItself(mill: Mill, machine: number, atMs: number): void {
  const { flow, kernel } = mill.state
  const kind = mill.layout.flowKindOf[machine]!
  const breakdown =
    nextUnit(kernel.streams, mill.layout.streams.machines + machine) < mill.derived.stages[kind].breakdownShare
  flow.stops[machine]! += 1
  const place = breakdown ? placeOf(mill, machine) : stopPlace(mill, machine)
  drawStop(mill, machine)
  standStill(mill, machine, breakdown ? 'fault' : 'stopped', atMs)
  call(mill, { task: breakdown ? 'repair-machine' : STAGES[kind].clear, machine: place, dueMs: atMs })
}

/** People are shown the place at a roving frame: where a roving broke, or where it stopped; elsewhere they look for themselves. */
function stopPlace(mill: Mill, machine: number): Place {
  const place = placeOf(mill, machine)
  if (place.kind !== 'roving-frame') return place
  const isBreak =
    nextUnit(mill.state.kernel.streams, mill.layout.streams.machines + machine) < breakShareOf(mill, machine)
  const position = isBreak
    ? breakRoving(mill, machine)
    : (mill.state.flow.stops[machine]! % mill.layout.prep.rovingSpindles) + 1
  return { ...place, position }
}

/** The machine stands until somebody releases it. */
export function standStill(mill: Mill, machine: number, reason: 'stopped' | 'fault' | 'count-off', atMs: number): void {
  enter(mill, machine, reason, atMs)
  mill.state.flow.stopEndMs[machine] = Number.POSITIVE_INFINITY
  schedule(mill.calendar, mill.layout.slots.machines + machine, Number.POSITIVE_INFINITY)
}

/** What else than a stop of its own a task puts right. */
const PUT_RIGHT_BY: { readonly [T in EventTask]?: 'fault' | 'count-off' } = {
  'repair-machine': 'fault',
  'recalibrate-leveller': 'count-off',
}

/** Whether a machine stands for what a task puts right. */
export const standsFor = (mill: Mill, machine: number, task: EventTask): boolean =>
  mill.state.flow.stopEndMs[machine] === Number.POSITIVE_INFINITY &&
  isFor(mill, machine, PUT_RIGHT_BY[task] ?? 'stopped')
