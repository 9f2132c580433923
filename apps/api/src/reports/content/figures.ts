import { ISO_KPIS, ratioValue } from '@wanding/mill'
import { isoElementsOf } from './iso-elements-of'
import { energyKwh, type MillView, ofKind, rejectedPart } from './mill-view'

const ratio = (numerator: number, denominator: number): number | null => ratioValue({ numerator, denominator })

/** The key figures of a period by their keys; each from sums, null where it is not defined. */
export function figuresOf(view: MillView, carbonKgPerKwh: number): Record<string, number | null> {
  const { totals } = view
  const frames = ofKind(view, 'ring-frame')
  const winders = ofKind(view, 'winder')
  const sum = (quantity: string) => totals.sum(frames, quantity)
  const elements = elementsOf(view)
  const kg = sum('kg')
  const seen = sum('hours') > 0
  const kwhPerKg = ratio(energyKwh(view), kg)
  const cops = totals.sum(winders, 'cops')
  const slivers = view.machines
  const staff = (quantity: string) => totals.of('staff', quantity)
  return {
    productionKg: seen ? kg : null,
    gramsPerSpindleHour: ratio(1000 * kg, sum('spindleHours')),
    ...Object.fromEntries(Object.entries(ISO_KPIS).map(([key, kpi]) => [key, kpi.value(elements)])),
    breaksRunning: ratio(1000 * sum('breaks'), sum('runHours')),
    breaksStartUp: ratio(1000 * sum('startUpBreaks'), sum('runHours')),
    meanResponse: ratio(sum('downSeconds'), sum('byPeople') + sum('byRobot')),
    doffs: seen ? sum('doffs') : null,
    kwhPerKg,
    carbonPerKg: kwhPerKg === null ? null : kwhPerKg * carbonKgPerKwh,
    cutsPer1000Cops: ratio(1000 * totals.sum(winders, 'cuts'), cops),
    rejectPercent: ratio(100 * totals.sum(winders, 'copsRejected'), cops),
    countDeviation: ratio(totals.sum(slivers, 'countDeviation'), totals.sum(slivers, 'countDeviationHours')),
    rogues: totals.of('quality', 'hours') > 0 ? totals.of('quality', 'rogues') : null,
    required: ratio(staff('required'), staff('tenThousandHours')),
    rostered: ratio(staff('rostered'), staff('rosteredTenThousandHours')),
    staffIndex: ratio(staff('requiredWhereRostered'), staff('rostered')),
  }
}

/** Time elements of all ring frames of a period. */
export function elementsOf(view: MillView) {
  const frames = ofKind(view, 'ring-frame')
  const spindles = frames.reduce((sum, frame) => sum + view.spindlesOf(frame), 0)
  return isoElementsOf(view.totals, frames, view.spindlesOf, spindles * view.goneHours, rejectedPart(view))
}
