import { cutsSignal } from '@wanding/contracts'
import { CUT_CLASSES } from '@wanding/mill'
import type { MetricValue } from '@wanding/sparkplug'
import type { MachineReading } from '../engine'

type Winder = Extract<MachineReading, { kind: 'winder' }>
const CUT_SIGNALS = CUT_CLASSES.map(cutsSignal)

/** Scalars of a winder by their catalogue names. */
export function winderValues(winder: Winder): Readonly<Record<string, MetricValue>> {
  const values: Record<string, MetricValue> = {
    'winding/speed': winder.speedMPerMin,
    'winding/units': winder.units,
    'winding/unitsWinding': winder.unitsWinding,
    'winding/efficiency': winder.efficiencyPercent,
    'winding/redLights': winder.redPercent,
    'winding/redLightCount': winder.redLights,
    'winding/cops': winder.cops,
    'winding/copsWaiting': winder.copsWaiting,
    'winding/copsRejected': winder.copsRejected,
    'winding/tubeRejects': winder.tubeRejectPercent,
    'winding/cones': winder.cones,
    'winding/cuts': winder.cuts,
    'winding/cutsPer100Km': winder.cutsPer100Km,
    'winding/splices': winder.splices,
    'winding/spliceFailures': winder.spliceFailurePercent,
    'winding/spliceFailureCount': winder.spliceFailures,
    'winding/jams': winder.jams,
    'winding/handFed': winder.handFedCops,
    'suction/pressure': winder.suctionMbar,
    'air/pressure': winder.airBar,
    'yarn/tension': winder.tensionCn,
    'yarn/wax': winder.waxGPerKg,
    'yarn/cv': winder.cvmPercent,
    'yarn/imperfections': winder.ipiPerKm,
    'yarn/hairiness': winder.hairiness,
  }
  CUT_SIGNALS.forEach((name, i) => {
    values[name] = winder.cutsByClass[i]!
  })
  return values
}
