import type { MetricValue } from '@wanding/sparkplug'
import type { MachineReading } from '../engine'
import { agvValues, storeValues } from './logistics-signals'
import { preparationValues } from './preparation-signals'
import { airConditioningValues, compressedAirValues, electricityValues } from './utility-signals'
import { winderValues } from './winder-signals'

type Values = Readonly<Record<string, MetricValue>>

/** Every scalar of a machine by its catalogue name, but for the words that it is read by each second. */
export function processValues(machine: MachineReading): Values {
  return { ...common(machine), ...own(machine) }
}

const common = (machine: MachineReading): Values => ({
  ...('powerKw' in machine && { 'energy/power': machine.powerKw, 'energy/total': machine.energyKwh }),
  ...('productionKg' in machine && {
    'production/total': machine.productionKg,
    'production/rate': machine.productionKgPerHour,
  }),
})

function own(machine: MachineReading): Values {
  switch (machine.kind) {
    case 'blowroom':
    case 'card':
    case 'breaker-draw':
    case 'finisher-draw':
    case 'lap-former':
    case 'comber':
    case 'roving-frame':
    case 'packing':
      return preparationValues(machine)
    case 'agv':
      return agvValues(machine)
    case 'store':
      return storeValues(machine)
    case 'winder':
      return winderValues(machine)
    case 'air-conditioning':
      return airConditioningValues(machine)
    case 'compressed-air':
      return compressedAirValues(machine)
    case 'electricity':
      return electricityValues(machine)
  }
}
