import type { Mill } from '../kernel/state'
import { flowWords, readFlowMachine } from '../preparation/read-flow-machine'
import { readVehicle } from '../preparation/read-vehicle'
import type { MachineReading, MachineRef, MachineWords } from '../readings'
import { readAirConditioning } from '../utilities/read-air-conditioning'
import { readCompressedAir } from '../utilities/read-compressed-air'
import { readElectricity } from '../utilities/read-electricity'
import { readWinder, winderWords } from '../winding/read-winder'
import { readYarnStore } from '../yarn-store/read-yarn-store'

/** How any machine but a ring frame looks from outside, without the rest of its reading where that costs. */
export function readMachineWords(mill: Mill, machine: MachineRef): MachineWords {
  switch (machine.kind) {
    case 'winder':
      return winderWords(mill, machine.index)
    case 'blowroom':
    case 'card':
    case 'breaker-draw':
    case 'lap-former':
    case 'comber':
    case 'finisher-draw':
    case 'roving-frame':
    case 'packing':
      return flowWords(mill, machine.kind, machine.index)
    default:
      return readMachine(mill, machine)
  }
}

/** The present of any machine but a ring frame. Throws a RangeError for a machine that the mill does not have. */
export function readMachine(mill: Mill, { kind, index }: MachineRef): MachineReading {
  switch (kind) {
    case 'winder':
      return readWinder(mill, index)
    case 'air-conditioning':
      return readAirConditioning(mill, index)
    case 'compressed-air':
      return readCompressedAir(mill, index)
    case 'electricity':
      return readElectricity(mill, index)
    case 'agv':
      return readVehicle(mill, index)
    case 'store':
      return readYarnStore(mill, index)
    case 'ring-frame':
    case 'mill':
    case 'crew':
      throw new RangeError(`${kind} has a reading of its own`)
    default:
      return readFlowMachine(mill, kind, index)
  }
}
