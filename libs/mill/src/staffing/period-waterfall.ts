import { endOf, type WaterfallEnd } from './measure-waterfall'
import type { MeasuredEvents } from './measured-events'
import { WORK_EVENTS, type WorkEvent } from './planning-flows'
import { type StaffCase, type StaffResult, type StaffTerm, staffOf } from './staff-case'
import { type Bar, barOf, sumOf } from './staff-change'
import { termShares } from './term-shares'

/** What may be different between two periods of one mill, besides how often each event came. */
const SETTINGS = ['spindles', 'count', 'installed', 'measures', 'roster'] as const
type Setting = (typeof SETTINGS)[number]

/** Events that were counted in only one of the periods: a plan stands in for them in the other. */
export const UNMEASURED = 'unmeasured'

export type PeriodFactor = Setting | WorkEvent | typeof UNMEASURED
export const PERIOD_FACTORS: readonly PeriodFactor[] = [...WORK_EVENTS, ...SETTINGS, UNMEASURED]

/** From one period to another; from + all bars + residue = to. */
export interface PeriodWaterfall {
  from: WaterfallEnd
  to: WaterfallEnd
  /** Only what changed, the largest change of persons per 10,000 spindles first. */
  bars: readonly Bar<PeriodFactor>[]
  /** What rounding of the sums leaves over. */
  residue: WaterfallEnd
}

/**
 * Why a figure changed between two periods: each setting and the rates of events are shared out exactly over all orders
 * (Shapley), and the share of the events is split by event, in which it is linear. Both cases must have the same scope.
 */
export function periodWaterfall(before: StaffCase, after: StaffCase): PeriodWaterfall {
  const settings = [...SETTINGS, 'events'] as const
  const cases = (coalition: number) => {
    const from = (player: (typeof settings)[number]) =>
      ((coalition >> settings.indexOf(player)) & 1) === 1 ? after : before
    return mixed(from)
  }
  const first = staffOf(before)
  const last = staffOf(after)
  const shares = termShares(settings.length, (coalition) => staffOf(cases(coalition)))
  const bars = [
    ...SETTINGS.map((setting, player): Bar<PeriodFactor> => barOf(setting, first.terms, shares[player]!)),
    ...eventBars(first, last, shares[settings.length - 1]!),
  ].filter(({ roles }) => roles.length > 0)
  bars.sort((a, b) => Math.abs(b.per10k) - Math.abs(a.per10k))
  const [from, to, sum] = [endOf(first.staff), endOf(last.staff), sumOf(bars)]
  const residue = { roll: to.roll - from.roll - sum.roll, per10k: to.per10k - from.per10k - sum.per10k }
  return { from, to, bars, residue }

  function mixed(from: (player: (typeof settings)[number]) => StaffCase): StaffCase {
    return {
      norms: from('events').norms,
      scope: from('events').scope,
      spindles: from('spindles').spindles,
      countNe: from('count').countNe,
      installed: from('installed').installed,
      measures: from('measures').measures,
      roster: from('roster').roster,
      measured: from('events').measured,
    }
  }
}

function eventBars(first: StaffResult, last: StaffResult, share: Parameters<typeof barOf>[2]): Bar<PeriodFactor>[] {
  const keys = first.terms.map((term, i) => keyOf(term, last.terms[i]!))
  return [...WORK_EVENTS, UNMEASURED].map((key) => {
    const only = (values: readonly number[]) => values.map((value, i) => (keys[i] === key ? value : 0))
    return barOf<PeriodFactor>(
      key as PeriodFactor,
      first.terms,
      { roll: only(share.roll), per10k: only(share.per10k) },
      {
        before: first.terms,
        after: last.terms,
      },
    )
  })
}

const isEvent = (id: string): id is WorkEvent => (WORK_EVENTS as readonly string[]).includes(id)

function keyOf(before: StaffTerm, after: StaffTerm): WorkEvent | typeof UNMEASURED {
  return isEvent(before.id) && before.source === after.source ? before.id : UNMEASURED
}

/** Counts of a mill as rates of a spindle, so that a change of its size is no change of its events. */
export function perSpindle(measured: MeasuredEvents, spindles: number): MeasuredEvents {
  return Object.fromEntries(
    Object.entries(measured).map(([event, each]) => [
      event,
      each && 'hours' in each ? { count: each.count, spindleHours: each.hours * spindles } : each,
    ]),
  )
}
