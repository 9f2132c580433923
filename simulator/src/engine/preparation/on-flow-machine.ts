import type { Mill } from '../kernel/state'
import { onBlowroom } from './blowroom'
import { onMachine } from './machines'
import { onPackingLine } from './packing'

/** Something is due at a machine of the flow. */
export function onFlowMachine(mill: Mill, machine: number, atMs: number): void {
  switch (mill.layout.flowKindOf[machine]) {
    case 'blowroom':
      onBlowroom(mill, machine, atMs)
      break
    case 'packing':
      onPackingLine(mill, machine, atMs)
      break
    default:
      onMachine(mill, machine, atMs)
  }
}
