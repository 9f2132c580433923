import type { Drift, GroupList, RatePoint } from '@wanding/contracts'
import { ALLOWED_IN_SHORT_LIST, countInterval, type HealthyPopulation, rateChange } from '@wanding/mill'
import type { Bucket } from '../ledger/bucket'
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
  /** Parts of the window, a number that has a quarter. */
  slices: number
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
  const { fromMs, toMs, slices } = window
  const parts = partsOf(frames, window)
  const groups = [...parts.keys()]
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((name) => ({ name, ...together(parts.get(name)!, 0, slices) }))
    .filter(({ exposure }) => exposure > 0)
  const perGroup = Math.max(1, frames.length / Math.max(1, groups.length))
  const rule = healthy && {
    ...FRAME_RULE,
    healthy: { rate: healthy.rate, dispersion: healthy.dispersion / perGroup },
  }
  const units = groups.map((group) => ({ ...group, position: null, lastMs: null }))
  const turn = Math.round(slices * (1 - NEW_PART))
  const beginOf = (slice: number) => fromMs + ((toMs - fromMs) * slice) / slices
  return {
    // One group has nothing to be compared with; it may drift all the same.
    list:
      rule && groups.length > 1 ? rankedList(units, [], rule, { unit: 'per1000', limit: 200 }) : EMPTY_LIST('per1000'),
    series: groups.map(({ name, frames }) => ({
      name,
      frames: frames.size,
      points: parts.get(name)!.map((part, i) => pointOf(beginOf(i), beginOf(i + 1), part)),
    })),
    drifts: groups.flatMap(({ name }) => {
      const own = parts.get(name)!
      return driftOf(name, together(own, 0, turn), together(own, turn, slices), groups.length)
    }),
  }
}

interface Part {
  count: number
  exposure: number
  frames: Set<number>
}

/** Breaks and weighed spindle-hours of each group, slice by slice. */
function partsOf(frames: readonly GroupedFrame[], { fromMs, toMs, slices }: GroupWindow): Map<string, Part[]> {
  const parts = new Map<string, Part[]>()
  frames.forEach(({ buckets, weight, groupOf }, frame) => {
    for (const bucket of buckets) {
      const name = groupOf(bucket)
      if (name === null || bucket.startMs < fromMs || bucket.startMs >= toMs) continue
      let own = parts.get(name)
      if (!own) {
        own = Array.from({ length: slices }, () => ({ count: 0, exposure: 0, frames: new Set<number>() }))
        parts.set(name, own)
      }
      const part = own[Math.floor(((bucket.startMs - fromMs) / (toMs - fromMs)) * slices)]!
      part.count += bucket.counts.running
      part.exposure += bucket.counts.runHours * weight
      if (bucket.counts.runHours > 0) part.frames.add(frame)
    }
  })
  return parts
}

function together(parts: readonly Part[], from: number, to: number): Part {
  const own = parts.slice(from, to)
  return {
    count: Math.round(own.reduce((sum, { count }) => sum + count, 0)),
    exposure: own.reduce((sum, { exposure }) => sum + exposure, 0),
    frames: new Set(own.flatMap(({ frames }) => [...frames])),
  }
}

function driftOf(name: string, before: Part, after: Part, groups: number): Drift[] {
  const change = rateChange(before, after)
  if (!change) return []
  const evidence = Math.min(groups, change.p * groups)
  const verdict = evidence < ALLOWED_IN_SHORT_LIST ? 'proven' : evidence < DRIFT_TO_WATCH ? 'watch' : 'chance'
  return [{ name, verdict, ratio: change.ratio, low: change.low, high: change.high, evidence }]
}

function pointOf(fromMs: number, toMs: number, { count, exposure }: Part): RatePoint {
  if (!(exposure > 0)) return { fromMs, toMs, rate: null, low: null, high: null }
  const { low, high } = countInterval(count)
  const per = 1000 / exposure
  return { fromMs, toMs, rate: count * per, low: low * per, high: high * per }
}
