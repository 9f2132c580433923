import type { EventTask, ReasonCode } from '@wanding/mill'
import { schedule } from '../kernel/calendar'
import type { Mill } from '../kernel/state'
import { call, isCalled, type Place } from '../people/calls'
import type { FlowKind } from './flow-kinds'
import { placeOf } from './hand-work'
import { enter, stopFor } from './machine-state'

/** What a full carrier is to the people of a machine. */
const FULL_TASK: { readonly [K in FlowKind]?: EventTask } = {
  card: 'change-card-can',
  'breaker-draw': 'change-breaker-can',
  'finisher-draw': 'change-finisher-can',
  'roving-frame': 'doff-roving',
}

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
