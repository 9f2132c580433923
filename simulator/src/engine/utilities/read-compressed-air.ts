import { idOf } from '../kernel/layout'
import { noise } from '../kernel/noise'
import type { Mill } from '../kernel/state'
import type { CompressedAirReading } from '../readings'
import { airEnergyJ, COMPRESSORS, dutyCapacity, leakFlow, pressureAt } from './compressed-air'
import { J_PER_KWH } from './electricity'

/** Dew point of the refrigerant dryer, °C (domain 1.4), and how it rises when it is overrun [EST]. */
const DEW_POINT_C = 3
const DEW_POINT_C_PER_LOAD = 6

/** The present of an air main. */
export function readCompressedAir(mill: Mill, index: number): CompressedAirReading {
  if (!mill.plan.airMains[index]) throw new RangeError(`there is no air main ${index + 1}`)
  const { airMains, mill: numbers } = mill.state
  const flow = airMains.flowNm3PerMin[index]!
  const capacity = dutyCapacity(mill, index)
  const load = capacity > 0 ? flow / capacity : 0
  const low = airMains.low[index] === 1
  return {
    kind: 'compressed-air',
    id: idOf(mill.plan, 'compressed-air', index),
    index,
    state: 'Executing',
    mode: 'Processing',
    reason: low ? 'air-pressure-low' : 'producing',
    // Each splice takes a shot out of the main; what is left of the dips is a shiver.
    pressureBar: pressureAt(mill, index, numbers.nowMs) + 0.03 * noise(mill, 8000 + index),
    flowNm3PerMin: flow * (1 + 0.02 * noise(mill, 8050 + index)),
    dewPointC: DEW_POINT_C + DEW_POINT_C_PER_LOAD * Math.max(0, load - 1) + 0.3 * noise(mill, 8100 + index, 60),
    compressors: COMPRESSORS,
    compressorsRunning: Math.min(COMPRESSORS, Math.max(1, Math.ceil((load * (COMPRESSORS - 1)) / 1.05))),
    loadPercent: Math.min(100, 100 * load),
    leakPercent: flow > 0 ? Math.min(100, (100 * leakFlow(mill, index)) / flow) : 100,
    powerKw: airMains.powerW[index]! / 1000,
    energyKwh: airEnergyJ(mill, index, numbers.nowMs) / J_PER_KWH,
  }
}
