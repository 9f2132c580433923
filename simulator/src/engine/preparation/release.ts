import type { EventTask } from '@wanding/mill'
import type { Mill } from '../kernel/state'
import type { Place } from '../people/calls'
import { planLine, settleLine } from './chute'
import type { FlowKind } from './flow-kinds'
import { resume } from './machines'
import { standsFor } from './own-stops'
import { onPackingLine } from './packing'

/** People have put right what a machine stood for. */
export function onPutRight(mill: Mill, task: EventTask, { kind, index }: Required<Place>, atMs: number): void {
  const machine = mill.layout.flowFirst[kind as FlowKind] + index
  if (standsFor(mill, machine, task)) release(mill, machine, atMs)
}

/** A machine that stands may go on. */
export function release(mill: Mill, machine: number, atMs: number): void {
  const { flow } = mill.state
  if (flow.stopEndMs[machine] !== Number.POSITIVE_INFINITY) return
  switch (mill.layout.flowKindOf[machine]) {
    case 'blowroom': {
      const line = machine - mill.layout.flowFirst.blowroom
      settleLine(mill, line, atMs)
      flow.stopEndMs[machine] = atMs + 1
      planLine(mill, line, atMs)
      break
    }
    case 'packing':
      onPackingLine(mill, machine, atMs)
      break
    default:
      flow.stopEndMs[machine] = 0
      resume(mill, machine, atMs)
  }
}
