import type { RankedList } from '@wanding/contracts'
import { ALLOWED_IN_LONG_LIST, SPINDLE_PRIOR } from '@wanding/mill'
import type { MachineTwin } from '../../twin'
import { type CountedUnit, EMPTY_LIST, rankedList } from './ranked-list'

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

/**
 * Spindles of roving frames by their breaks since the counters began, against the mean of all: when they began is not on the wire,
 * so there is no rate.
 */
export function rovingList(frames: readonly MachineTwin[], limit: number): RankedList {
  const counts = frames.map((frame) => frame.arrays.get('positions/breaks') ?? [])
  const positions = counts.reduce((sum, { length }) => sum + length, 0)
  const mean = counts.flat().reduce((sum, count) => sum + count, 0) / Math.max(1, positions)
  if (!(mean > 0)) return EMPTY_LIST('times')
  const units = frames.flatMap(({ id }, i) => counts[i]!.map((count, j) => counted(id, j, count, mean)))
  return rankedList(units, [], ROVING_RULE, { unit: 'times', limit })
}

const counted = (name: string, index: number, count: number, exposure: number): CountedUnit => ({
  name,
  position: index + 1,
  count,
  exposure,
  lastMs: null,
})
