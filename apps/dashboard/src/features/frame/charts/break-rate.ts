import { RING_FORMULAS, ratioValue } from '@wanding/mill'
import type { Sample } from '../../../shared/live/series-window'

/** The mill's own measuring window: each point is over the hour before it. */
export const RATE_WINDOW_MS = 3_600_000
/** With less of the hour than this a rate says nothing. */
const LEAST_WINDOW_MS = 300_000

/**
 * Breaks per 1,000 spindle-hours over the hour before each sample of the break counter, by the mill's formula. A counter that
 * fell was replaced: what it had gained before is not known, so counting begins anew there.
 */
export function breakRates(breaks: readonly Sample[], runHours: readonly Sample[]): Sample[] {
  const hoursAt = new Map(runHours)
  const both = breaks.flatMap(([atMs, count]) => {
    const hours = hoursAt.get(atMs)
    return hours === undefined ? [] : [{ atMs, count, hours }]
  })
  const rates: Sample[] = []
  let begin = 0
  for (const [i, now] of both.entries()) {
    const before = both[i - 1]
    if (before && (now.count < before.count || now.hours < before.hours)) begin = i
    while (both[begin]!.atMs < now.atMs - RATE_WINDOW_MS) begin += 1
    const from = both[begin]!
    if (now.atMs - from.atMs < LEAST_WINDOW_MS) continue
    const { scale } = RING_FORMULAS.breaksPer1000SpindleHours
    const rate = ratioValue({ numerator: (now.count - from.count) * scale, denominator: now.hours - from.hours })
    if (rate !== null) rates.push([now.atMs, rate])
  }
  return rates
}
