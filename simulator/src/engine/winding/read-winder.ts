import { idOf } from '../kernel/layout'
import { noise } from '../kernel/noise'
import type { Mill } from '../kernel/state'
import type { WinderReading } from '../readings'
import { winderEnergySince, winderPowerW, woundSince } from './winders'

const J_PER_KWH = 3.6e6

/** The present of a winder. */
export function readWinder(mill: Mill, index: number): WinderReading {
  const { winders, mill: numbers } = mill.state
  if (index < 0 || index >= mill.layout.frames) throw new RangeError(`there is no winder ${index + 1}`)
  const { winders: plan } = mill.plan.machines
  const running = winders.running[index] === 1
  const wound = woundSince(mill, index, numbers.nowMs)
  const kg = winders.kg[index]! + wound
  const cops =
    winders.cops[index]! + (wound > 0 ? (winders.backlogCops[index]! * wound) / winders.backlogKg[index]! : 0)
  const km = (kg / mill.derived.tex) * 1000
  const cuts = Math.floor((km * plan.cutsPer100Km) / 100)
  return {
    kind: 'winder',
    id: idOf(mill.plan, 'winder', index),
    index,
    state: running ? 'Executing' : 'NotExecuting',
    mode: 'Processing',
    reason: running ? 'producing' : 'waiting-for-bobbins',
    speedMPerMin: running ? plan.speedMPerMin : 0,
    units: plan.spindlesPerMachine,
    efficiencyPercent: running ? mill.derived.windingEfficiency * 100 + noise(mill, 9000 + index, 60) : 0,
    cops: Math.floor(cops),
    cones: Math.floor((kg * (1 - mill.plan.spinPlan.loss.winding)) / plan.conePackageKg),
    cuts,
    // Every cut and every new cop is spliced; some splices are made twice.
    splices: Math.floor(cops + cuts * 1.15),
    productionKg: kg * (1 - mill.plan.spinPlan.loss.winding),
    productionKgPerHour: running ? mill.derived.winderKgPerHour * (1 - mill.plan.spinPlan.loss.winding) : 0,
    powerKw: winderPowerW(mill, running) / 1000,
    energyKwh: (winders.energyJ[index]! + winderEnergySince(mill, index, numbers.nowMs)) / J_PER_KWH,
  }
}
