import { type IsoElements, timeClassOf } from '@wanding/mill'
import type { PeriodTotals } from '../sums/period-totals'

/** Time elements of some ring frames from their sums; `calendarSpindleHours` is of all that are installed. */
export function isoElementsOf(
  totals: PeriodTotals,
  frames: readonly string[],
  spindlesOf: (frame: string) => number,
  calendarSpindleHours: number,
  rejected: number,
): IsoElements {
  const time = { production: 0, setUp: 0, delay: 0, down: 0, maintenance: 0 }
  let downFrameHours = 0
  let failures = 0
  for (const frame of frames) {
    for (const [reason, hours] of totals.quantities(frame, 'stop:')) {
      const of = timeClassOf(reason)
      time[of] += hours * spindlesOf(frame)
      if (of === 'down') downFrameHours += hours
    }
    for (const [reason, count] of totals.quantities(frame, 'stops:'))
      if (timeClassOf(reason) === 'down') failures += count
  }
  const producedKg = totals.sum(frames, 'kg')
  return {
    calendarSpindleHours,
    plannedBusy: Math.max(0, totals.sum(frames, 'spindleHours') - time.maintenance),
    actualProduction: totals.sum(frames, 'runHours'),
    actualSetUp: time.setUp,
    actualDelay: time.delay,
    actualDown: time.down,
    plannedMaintenance: time.maintenance,
    plannedRunTime: totals.sum(frames, 'plannedRunHours'),
    producedKg,
    goodKg: producedKg * (1 - rejected),
    failures,
    runningFrameHours: totals.sum(frames, 'runningHours'),
    downFrameHours,
    fullProductionKg: totals.sum(frames, 'fullKg'),
  }
}
