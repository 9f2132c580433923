import type { EventTask, TaskKind } from '@wanding/mill'
import { cured } from '../faults/fault-table'
import type { FlowKind } from '../kernel/layout'
import type { Mill } from '../kernel/state'
import { onChanged } from '../preparation/carrier-change'
import { onRovingPieced } from '../preparation/roving-breaks'
import { WIPED_BY_TENDING, wipeResidue } from '../preparation/sticky-residue'
import { endRepair } from '../ring-room/frames'
import { onCopsCarried, onFed, onUnitCleared } from '../winding/units'
import type { Place } from './calls'

/** What a room does when something it has called for is done. */
export type Served = (mill: Mill, machine: Required<Place>, atMs: number) => void

/** A change of cans, laps or bobbins. */
const changed =
  (task: EventTask): Served =>
  (mill, machine, atMs) =>
    onChanged(mill, task, machine, atMs)

/** A tenter has been round a machine: what sticks to its rollers is wiped. */
const wiped =
  (kind: FlowKind): Served =>
  (mill, { index }) =>
    wipeResidue(mill, mill.layout.flowFirst[kind] + index, WIPED_BY_TENDING)

/** By task: who hears that it is done. Rooms put their handlers here; a task without one changes nothing at its machine. */
const SERVED: { readonly [T in TaskKind]?: Served } = {
  'repair-frame': (mill, { index }, atMs) => endRepair(mill, index, atMs),
  'repair-doffer': (mill, { index }, atMs) => endRepair(mill, index, atMs),
  'change-card-can': changed('change-card-can'),
  'change-breaker-can': changed('change-breaker-can'),
  'change-lap': changed('change-lap'),
  'change-finisher-can': changed('change-finisher-can'),
  'piece-roving': (mill, { index, position }) => onRovingPieced(mill, index, position),
  'doff-roving': changed('doff-roving'),
  'tend-finisher': wiped('finisher-draw'),
  'tend-roving': wiped('roving-frame'),
  'transport-cops': (mill, { index }, atMs) => onCopsCarried(mill, index, atMs),
  'feed-cops': (mill, { index }, atMs) => onFed(mill, index, atMs),
  'clear-jam': (mill, { index }, atMs) => void cured(mill, 'transport-jam', index, atMs),
  'repair-unit': (mill, { kind, index, position }, atMs) => {
    if (kind === 'winder') cured(mill, 'splicer-fault', index * mill.layout.unitsPerWinder + position - 1, atMs)
  },
  'clear-unit': (mill, { index, position }, atMs) => onUnitCleared(mill, index, position - 1, atMs),
}

/** A call is done, by a person or by the machine itself. */
export function served(mill: Mill, task: TaskKind, machine: Required<Place>, atMs: number): void {
  SERVED[task]?.(mill, machine, atMs)
}
