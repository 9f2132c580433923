import { ENERGY_DEPARTMENTS, type EnergyDepartment } from '@wanding/mill'
import { idOf } from '../kernel/layout'
import { noise } from '../kernel/noise'
import type { Mill } from '../kernel/state'
import type { ElectricityReading } from '../readings'
import { framePowerKw } from '../ring-room/read-ring-frame'
import { feederLoads, J_PER_KWH } from './electricity'

const NOMINAL_V = 400
/** Voltage at the far end falls by so much from no load to the planned, and power factor behind the compensation [EST]. */
const DROP_V = 6
const POWER_FACTOR = { full: 0.95, empty: 0.86 }

/** The present of a feeder. */
export function readElectricity(mill: Mill, index: number): ElectricityReading {
  if (!mill.plan.feeders[index]) throw new RangeError(`there is no feeder ${index + 1}`)
  const { feeders, mill: numbers } = mill.state
  const loads = feederLoads(mill, index, (frame) => framePowerKw(mill, frame) * 1000, numbers.nowMs)
  const powerW = loads.powerW.reduce((sum, watts) => sum + watts, 0)
  const load = Math.min(1.2, powerW / Math.max(1, feeders.mostDemandW[index]!))
  return {
    kind: 'electricity',
    id: idOf(mill.plan, 'electricity', index),
    index,
    state: 'Executing',
    mode: 'Processing',
    reason: 'producing',
    voltageV: NOMINAL_V + 2 - DROP_V * load + 1.2 * noise(mill, 8200 + index),
    powerFactor:
      POWER_FACTOR.empty + (POWER_FACTOR.full - POWER_FACTOR.empty) * load + 0.003 * noise(mill, 8250 + index, 60),
    demandKw: feeders.demandW[index]! / 1000,
    mostDemandKw: feeders.mostDemandW[index]! / 1000,
    sags: feeders.sags[index]!,
    lowestSagPercent: feeders.sagPercent[index]!,
    departmentKwh: Object.fromEntries(
      ENERGY_DEPARTMENTS.map((name, code) => [name, loads.energyJ[code]! / J_PER_KWH]),
    ) as Record<EnergyDepartment, number>,
    powerKw: powerW / 1000,
    energyKwh: loads.energyJ.reduce((sum, joules) => sum + joules, 0) / J_PER_KWH,
  }
}
