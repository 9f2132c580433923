import type { EventTask } from '@wanding/mill'
import type { Mill } from '../kernel/state'
import { call, type Place } from '../people/calls'

/** Bales that one person opens and lays down in one go. */
const BALES_AT_ONCE = 10
/** Cones of a pallet that one person packs by hand in one go. */
const CONES_AT_ONCE = 100
/** Pallets that may wait beside a packing line. */
const PALLETS_AT_ONCE = 4

/** Cans are pieced in the creel of a roving frame. */
export function creelCans(mill: Mill, machine: number, count: number, atMs: number): void {
  if (count > 0) call(mill, { task: 'creel-can', machine: placeOf(mill, machine), dueMs: atMs, count })
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

/** A full pallet is brought from the line to the outfeed of the store: by a vehicle, or by hand. */
export function storePallet(mill: Mill, machine: number, atMs: number): void {
  const position = (mill.state.flow.packages[machine]! % PALLETS_AT_ONCE) + 1
  call(mill, { task: 'move-material', machine: { ...placeOf(mill, machine), position }, dueMs: atMs })
}

function inParts(mill: Mill, task: EventTask, machine: Place, count: number, most: number, atMs: number): void {
  for (let done = 0, position = 1; done < count; done += most, position++) {
    call(mill, { task, machine: { ...machine, position }, dueMs: atMs, count: Math.min(most, count - done) })
  }
}

/** A machine of the flow as a place to be called to. */
export function placeOf({ layout }: Mill, machine: number): Place {
  const kind = layout.flowKindOf[machine]!
  return { kind, index: machine - layout.flowFirst[kind] }
}
