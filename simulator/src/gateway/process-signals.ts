import type { MetricValue } from '@wanding/sparkplug'
import type { MachineReading } from '../engine'
import { airConditioningValues, compressedAirValues, electricityValues } from './utility-signals'
import { winderValues } from './winder-signals'

type Values = Readonly<Record<string, MetricValue>>

/** Every scalar of a machine by its catalogue name. */
export function processValues(machine: MachineReading): Values {
  return { ...common(machine), ...own(machine) }
}

const common = (machine: MachineReading): Values => ({
  'machine/kind': machine.kind,
  'machine/state': machine.state,
  'machine/mode': machine.mode,
  'machine/reason': machine.reason,
  'energy/power': machine.powerKw,
  'energy/total': machine.energyKwh,
  ...('productionKg' in machine && {
    'production/total': machine.productionKg,
    'production/rate': machine.productionKgPerHour,
  }),
})

function own(machine: MachineReading): Values {
  switch (machine.kind) {
    case 'blowroom':
      return {
        'plucker/depth': machine.pluckerDepthMm,
        'plucker/balesLeft': machine.balesLeft,
        'plucker/bales': machine.balesOpened,
      }
    case 'card':
      return {
        'delivery/speed': machine.deliveryMPerMin,
        'cylinder/speed': machine.cylinderRpm,
        'cans/count': machine.cans,
      }
    case 'breaker-draw':
    case 'finisher-draw':
      return { 'delivery/speed': machine.deliveryMPerMin, 'cans/count': machine.cans }
    case 'lap-former':
      return { 'delivery/speed': machine.deliveryMPerMin, 'laps/count': machine.laps }
    case 'comber':
      return { 'nips/rate': machine.nipsPerMin, noil: machine.noilPercent, 'laps/count': machine.lapsUsed }
    case 'roving-frame':
      return {
        'flyer/speed': machine.flyerRpm,
        'doff/progress': machine.doffProgressPercent,
        'frame/spindles': machine.spindles,
        'doff/count': machine.doffs,
        'bobbins/count': machine.bobbins,
        'breaks/running': machine.breaks,
        'spindles/runHours': machine.runSpindleHours,
      }
    case 'winder':
      return winderValues(machine)
    case 'packing':
      return { 'packing/cones': machine.cones, 'packing/bags': machine.bags }
    case 'air-conditioning':
      return airConditioningValues(machine)
    case 'compressed-air':
      return compressedAirValues(machine)
    case 'electricity':
      return electricityValues(machine)
  }
}
