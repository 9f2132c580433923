import type { Drift, GroupList, RatePoint } from '@wanding/contracts'
import { ALLOWED_IN_SHORT_LIST, countInterval, type HealthyPopulation, rateChange } from '@wanding/mill'
import { type Bucket, sumOf } from '../ledger/bucket'
import { FRAME_RULE } from './frame-list'
import { EMPTY_LIST, rankedList } from './ranked-list'

/** A frame's buckets, and to which group each of them belongs. */
export interface GroupedFrame {
  buckets: readonly Bucket[]
  weight: number
  groupOf: (bucket: Bucket) => string | null
}

export interface GroupWindow {
  fromMs: number
  toMs: number
  sliceMs: number
}

/** The last quarter of the window is looked at for drift. */
const NEW_PART = 0.25
const DRIFT_TO_WATCH = 0.5

/**
 * Zones or lots against each other, over time, and each against itself. Groups are means over many frames, so they differ by as much
 * less than frames do.
 */
export function groupList(
  frames: readonly GroupedFrame[],
  window: GroupWindow,
  healthy: HealthyPopulation | null,
): GroupList {
  const names = [...new Set(frames.flatMap(({ buckets, groupOf }) => buckets.map(groupOf)))]
    .filter((name) => name !== null)
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  const counted = (name: string, fromMs: number, toMs: number) => {
    let [count, exposure] = [0, 0]
    for (const { buckets, weight, groupOf } of frames) {
      const { counts } = sumOf(buckets, fromMs, toMs, (bucket) => groupOf(bucket) === name)
      count += counts.running
      exposure += counts.runHours * weight
    }
    return { count: Math.round(count), exposure }
  }
  const { fromMs, toMs, sliceMs } = window
  const groups = names.map((name) => ({ name, ...counted(name, fromMs, toMs) })).filter(({ exposure }) => exposure > 0)
  const perGroup = Math.max(1, frames.length / Math.max(1, groups.length))
  const rule = healthy && {
    ...FRAME_RULE,
    healthy: { rate: healthy.rate, dispersion: healthy.dispersion / perGroup },
  }
  const units = groups.map((group) => ({ ...group, position: null, lastMs: null }))
  const turn = toMs - NEW_PART * (toMs - fromMs)
  return {
    // One group has nothing to be compared with; it may drift all the same.
    list:
      rule && groups.length > 1 ? rankedList(units, [], rule, { unit: 'per1000', limit: 200 }) : EMPTY_LIST('per1000'),
    series: groups.map(({ name }) => ({
      name,
      frames: frames.filter(({ buckets, groupOf }) => buckets.some((bucket) => groupOf(bucket) === name)).length,
      points: slices(window, sliceMs).map(([begin, end]) => pointOf(begin, end, counted(name, begin, end))),
    })),
    drifts: groups.flatMap(({ name }) =>
      driftOf(name, counted(name, fromMs, turn), counted(name, turn, toMs), groups.length),
    ),
  }
}

function driftOf(
  name: string,
  before: { count: number; exposure: number },
  after: { count: number; exposure: number },
  groups: number,
): Drift[] {
  const change = rateChange(before, after)
  if (!change) return []
  const evidence = Math.min(groups, change.p * groups)
  const verdict = evidence < ALLOWED_IN_SHORT_LIST ? 'proven' : evidence < DRIFT_TO_WATCH ? 'watch' : 'chance'
  return [{ name, verdict, ratio: change.ratio, low: change.low, high: change.high, evidence }]
}

function pointOf(fromMs: number, toMs: number, { count, exposure }: { count: number; exposure: number }): RatePoint {
  if (!(exposure > 0)) return { fromMs, toMs, rate: null, low: null, high: null }
  const { low, high } = countInterval(count)
  const per = 1000 / exposure
  return { fromMs, toMs, rate: count * per, low: low * per, high: high * per }
}

function slices({ fromMs, toMs }: GroupWindow, sliceMs: number): [number, number][] {
  const found: [number, number][] = []
  for (let begin = fromMs; begin < toMs; begin += sliceMs) found.push([begin, Math.min(toMs, begin + sliceMs)])
  return found
}
