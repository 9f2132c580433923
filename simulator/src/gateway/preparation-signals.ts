import type { MetricValue } from '@wanding/sparkplug'
import type { MachineReading } from '../engine'

type Values = Readonly<Record<string, MetricValue>>
type PreparationKind =
  | 'blowroom'
  | 'card'
  | 'breaker-draw'
  | 'finisher-draw'
  | 'lap-former'
  | 'comber'
  | 'roving-frame'
  | 'packing'

/** Scalars of a machine from the bale to the roving, and of the packing line, by their catalogue names. */
export function preparationValues(machine: Extract<MachineReading, { kind: PreparationKind }>): Values {
  return { 'stops/count': machine.stops, ...own(machine) }
}

function own(machine: Extract<MachineReading, { kind: PreparationKind }>): Values {
  switch (machine.kind) {
    case 'blowroom':
      return {
        'plucker/depth': machine.pluckerDepthMm,
        'plucker/balesLeft': machine.balesLeft,
        'plucker/bales': machine.balesOpened,
        'plucker/lot': machine.baleLot,
        'beater/speed': machine.beaterRpm,
        'duct/pressure': machine.ductPressurePa,
        'filter/pressure': machine.filterPressurePa,
        'mixer/level': machine.mixerLevelPercent,
        'metal/count': machine.metalCount,
        'sparks/count': machine.sparkCount,
        'foreignFibre/ejections': machine.foreignFibrePerHour,
      }
    case 'card':
      return {
        'delivery/speed': machine.deliveryMPerMin,
        'cylinder/speed': machine.cylinderRpm,
        'lickerIn/speed': machine.lickerInRpm,
        'flats/speed': machine.flatsMmPerMin,
        'sliver/countDeviation': machine.countDeviationPercent,
        'sliver/cv1m': machine.cv1mPercent,
        'sliver/cv100m': machine.cv100mPercent,
        'sliver/neps': machine.nepsPerG,
        'suction/pressure': machine.suctionPa,
        'can/metres': machine.canMetres,
        'cans/count': machine.cans,
      }
    case 'breaker-draw':
    case 'finisher-draw':
      return {
        'delivery/speed': machine.deliveryMPerMin,
        'levelling/action': machine.levellingPercent,
        'sliver/countDeviation': machine.countDeviationPercent,
        'sliver/cv': machine.cvmPercent,
        'sliver/cv1m': machine.cv1mPercent,
        'sliver/cv3m': machine.cv3mPercent,
        'sliver/cv5m': machine.cv5mPercent,
        'sliver/thickPlaces': machine.thickPlacesPerKm,
        'sliver/spectrogram': machine.spectrogramAlarm ? 1 : 0,
        'sliver/waveAmplitude': machine.waveAmplitudePercent,
        'sliver/waveLength': machine.waveLengthCm,
        'cans/count': machine.cans,
      }
    case 'lap-former':
      return { 'delivery/speed': machine.deliveryMPerMin, 'lap/weight': machine.lapKg, 'laps/count': machine.laps }
    case 'comber':
      return {
        'nips/rate': machine.nipsPerMin,
        noil: machine.noilPercent,
        'sliver/cv': machine.cvmPercent,
        'sliver/neps': machine.nepsPerG,
        'suction/pressure': machine.suctionPa,
        'laps/remaining': machine.lapMetres,
        'heads/stopped': machine.headsStopped,
        'laps/count': machine.lapsUsed,
        'cans/count': machine.cans,
      }
    case 'roving-frame':
      return {
        'flyer/speed': machine.flyerRpm,
        'delivery/speed': machine.deliveryMPerMin,
        'roving/tension': machine.tensionPercent,
        'doff/progress': machine.doffProgressPercent,
        'doff/metres': machine.bobbinMetres,
        'suction/pressure': machine.suctionPa,
        'frame/spindles': machine.spindles,
        'doff/count': machine.doffs,
        'bobbins/count': machine.bobbins,
        'breaks/running': machine.breaks,
        'spindles/runHours': machine.runSpindleHours,
        'store/bobbins': machine.bobbinsStored,
      }
    case 'packing':
      return {
        'packing/cones': machine.cones,
        'packing/bags': machine.bags,
        'packing/rate': machine.conesPerHour,
        'packing/rejects': machine.rejectsPercent,
        'packing/coneWeight': machine.coneWeightG,
        'packing/pallets': machine.pallets,
        'packing/palletId': machine.palletId,
        'packing/labelId': machine.labelId,
      }
  }
}
