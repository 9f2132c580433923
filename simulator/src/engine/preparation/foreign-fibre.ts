import { fnv1a, mix32 } from '../kernel/random'
import type { Mill } from '../kernel/state'

/** Foreign fibres that a line throws out of a usual lot, an hour, and how far lots differ (domain 1.4: 50–500) [EST]. */
const USUAL = 180
const SPREAD = 0.6

/** Foreign fibres are a matter of the bales: of the two lots in the mixer, by what each holds of it. */
export function foreignFibre(mill: Mill, line: number): number {
  const { lotA, lotB, shareB } = mill.state.lines
  return ofLot(mill, lotA[line]!) * (1 - shareB[line]!) + ofLot(mill, lotB[line]!) * shareB[line]!
}

/** A lot is as dirty as it is as long as it is laid down: its number says so, without state. */
function ofLot(mill: Mill, lot: number): number {
  const u = mix32(fnv1a('foreign-fibre', mill.state.mill.seed) ^ Math.imul(lot + 1, 0x9e3779b1)) / 2147483648 - 1
  return USUAL * (1 + SPREAD * u)
}
