import type { EventTask, TaskKind } from '@wanding/mill'
import { cured } from '../faults/fault-table'
import type { FlowKind } from '../kernel/layout'
import type { Mill } from '../kernel/state'
import { onChanged } from '../preparation/carrier-change'
import { onPutRight } from '../preparation/release'
import { onRovingPieced } from '../preparation/roving-breaks'
import { WIPED_BY_TENDING, wipeResidue } from '../preparation/sticky-residue'
import { endRepair } from '../ring-room/frames'
import { PlantPart } from '../utilities/plant-part'
import { onCopsCarried, onFed, onUnitCleared } from '../winding/units'
import type { Place } from './calls'

/** What a room does when something it has called for is done. */
export type Served = (mill: Mill, machine: Required<Place>, atMs: number) => void

/** Nothing glows any more: what had tripped may go on. */
const onDuctsInspected: Served = (mill, { kind, index }, atMs) =>
  void cured(mill, kind === 'card' ? 'card-fire' : 'spark-trip', index, atMs)

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

/** A stop of a machine of the flow. */
const putRight =
  (task: EventTask): Served =>
  (mill, machine, atMs) =>
    onPutRight(mill, task, machine, atMs)

/** The leveller is set anew; a machine that stood for it makes its next can. */
const onRecalibrated: Served = (mill, machine, atMs) => {
  cured(mill, 'autoleveller-drift', machine.index, atMs)
  onPutRight(mill, 'recalibrate-leveller', machine, atMs)
}

/** A plant or an air main does its work again. */
const onUtilityRepaired: Served = (mill, { kind, index, position }, atMs) => {
  const plant = position === PlantPart.filter ? 'air-filter-clogged' : 'humidification-failure'
  cured(mill, kind === 'compressed-air' ? 'compressed-air-drop' : plant, index, atMs)
}

/** The roving at a position is pieced, and its frame goes on. */
const onPieced: Served = (mill, machine, atMs) => {
  onRovingPieced(mill, machine.index, machine.position)
  onPutRight(mill, 'piece-roving', machine, atMs)
}

/** By task: who hears that it is done. Rooms put their handlers here; a task without one changes nothing at its machine. */
const SERVED: { readonly [T in TaskKind]?: Served } = {
  'repair-frame': (mill, { index }, atMs) => endRepair(mill, index, atMs),
  'repair-doffer': (mill, { index }, atMs) => endRepair(mill, index, atMs),
  'clear-blowroom': putRight('clear-blowroom'),
  'clear-card': putRight('clear-card'),
  'clear-breaker': putRight('clear-breaker'),
  'clear-lap-former': putRight('clear-lap-former'),
  'clear-comber': putRight('clear-comber'),
  'clear-finisher': putRight('clear-finisher'),
  'piece-roving': onPieced,
  'clear-packing': putRight('clear-packing'),
  'repair-machine': putRight('repair-machine'),
  'inspect-ducts': onDuctsInspected,
  'recalibrate-leveller': onRecalibrated,
  'change-card-can': changed('change-card-can'),
  'change-breaker-can': changed('change-breaker-can'),
  'change-lap': changed('change-lap'),
  'change-finisher-can': changed('change-finisher-can'),
  'doff-roving': changed('doff-roving'),
  'tend-finisher': wiped('finisher-draw'),
  'tend-roving': wiped('roving-frame'),
  'transport-cops': (mill, { index }, atMs) => onCopsCarried(mill, index, atMs),
  'feed-cops': (mill, { index }, atMs) => onFed(mill, index, atMs),
  'repair-utility': onUtilityRepaired,
  'clear-jam': (mill, { index }, atMs) => void cured(mill, 'transport-jam', index, atMs),
  'repair-unit': (mill, { kind, index, position }, atMs) => {
    if (kind === 'winder') cured(mill, 'splicer-fault', index * mill.layout.unitsPerWinder + position - 1, atMs)
  },
  'clean-clearer': (mill, { index, position }, atMs) =>
    void cured(mill, 'clearer-dirt', index * mill.layout.unitsPerWinder + position - 1, atMs),
  'clear-unit': (mill, { index, position }, atMs) => onUnitCleared(mill, index, position - 1, atMs),
}

/** A call is done, by a person or by the machine itself. */
export function served(mill: Mill, task: TaskKind, machine: Required<Place>, atMs: number): void {
  SERVED[task]?.(mill, machine, atMs)
}
