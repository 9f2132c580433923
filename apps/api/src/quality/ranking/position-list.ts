import type { RankedList } from '@wanding/contracts'
import { ALLOWED_IN_LONG_LIST, SPINDLE_PRIOR } from '@wanding/mill'
import type { MachineTwin } from '../../twin'
import { type CountedUnit, rankedList } from './ranked-list'

/** Clearers and splicers of a winder are set alike: its units differ less than spindles do [EST]. */
const UNIT_RULE = { allowed: ALLOWED_IN_LONG_LIST, prior: { mean: 0.05, spread: 0.05 }, leastCount: 5 }
const ROVING_RULE = { allowed: ALLOWED_IN_LONG_LIST, prior: SPINDLE_PRIOR, leastCount: 2 }

/** Units of winders by the cuts of the doff in hand, each against the mean of its own winder: the next winder winds another doff. */
export function winderList(winders: readonly MachineTwin[], limit: number): RankedList {
  const units = winders.flatMap((winder) => {
    const cuts = winder.arrays.get('units/cuts') ?? []
    const mean = cuts.reduce((sum, count) => sum + count, 0) / Math.max(1, cuts.length)
    return mean > 0 ? cuts.map((count, i) => counted(winder.id, i, count, mean)) : []
  })
  return rankedList(units, [], UNIT_RULE, { unit: 'times', limit })
}

/** Spindles of roving frames by their breaks since the counters began. */
export function rovingList(frames: readonly MachineTwin[], limit: number): RankedList {
  const units = frames.flatMap((frame) => {
    const breaks = frame.arrays.get('positions/breaks') ?? []
    const hours = (frame.number('spindles/runHours') ?? 0) / Math.max(1, breaks.length)
    return hours > 0 ? breaks.map((count, i) => counted(frame.id, i, count, hours)) : []
  })
  return rankedList(units, [], ROVING_RULE, { unit: 'per1000', limit })
}

const counted = (name: string, index: number, count: number, exposure: number): CountedUnit => ({
  name,
  position: index + 1,
  count,
  exposure,
  lastMs: null,
})
