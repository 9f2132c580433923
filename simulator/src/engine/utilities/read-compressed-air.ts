import { idOf } from '../kernel/layout'
import { noise } from '../kernel/noise'
import type { Mill } from '../kernel/state'
import type { CompressedAirReading } from '../readings'
import { J_PER_KWH } from './read-electricity'
import { airEnergyJ } from './utilities'

/** Pressure falls as the flow comes near what the compressors give [EST]. */
const PRESSURE_DROP_BAR = 0.25

/** The present of an air main. */
export function readCompressedAir(mill: Mill, index: number): CompressedAirReading {
  const main = mill.plan.airMains[index]
  if (!main) throw new RangeError(`there is no air main ${index + 1}`)
  const { airMains, mill: numbers } = mill.state
  const flow = airMains.flowNm3PerMin[index]!
  const usual =
    (0.14 * mill.derived.plannedKgPerHour * (main.frames[1] - main.frames[0] + 1)) / mill.layout.frames / 6.5
  const load = usual > 0 ? flow / usual : 0
  return {
    kind: 'compressed-air',
    id: idOf(mill.plan, 'compressed-air', index),
    index,
    state: 'Executing',
    mode: 'Processing',
    reason: 'producing',
    pressureBar:
      mill.plan.machines.compressedAirMains.pressureBar -
      PRESSURE_DROP_BAR * (load - 1) +
      0.04 * noise(mill, 8000 + index),
    flowNm3PerMin: flow,
    dewPointC: 3 + 0.3 * noise(mill, 8100 + index, 60),
    powerKw: airMains.powerW[index]! / 1000,
    energyKwh: airEnergyJ(mill, index, numbers.nowMs) / J_PER_KWH,
  }
}
