import { FRAME_PRIOR, type HealthyPopulation, healthyPopulation } from '@wanding/mill'
import type { MillTwin } from '../../twin'
import { type BucketSum, sumOf } from '../ledger/bucket'
import type { MillLedger } from '../ledger/mill-ledger'

/** A frame over the window: what it counted, and what it is. */
export interface FrameTime extends BucketSum {
  id: string
  /** Begin of the first stretch that is known of it. */
  firstMs: number
  spindles: number
  countNe: number | null
  zone: string | null
  /** Breaks of frames with this count against all frames: spindle-hours are weighed with it where articles are compared. */
  weight: number
}

/** Two counts that differ by less are the same article, measured twice. */
const SAME_COUNT = 0.05

/** Every frame of a mill over a window; of one whose count was changed, only the time since. */
export function frameTimes(twin: MillTwin, ledger: MillLedger, fromMs: number, toMs: number): FrameTime[] {
  const frames = twin.frames.flatMap((machine) => {
    const own = ledger.frames.get(machine.id)
    const spindles = machine.spindles?.states.length ?? machine.number('frame/spindles') ?? 0
    if (!own || spindles === 0) return []
    const countNe = machine.number('spin/count')
    const same = ({ countNe: then }: { countNe: number | null }) =>
      then === null || countNe === null || Math.abs(then - countNe) < SAME_COUNT
    const firstMs = own.buckets[0]?.startMs ?? toMs
    const zone = machine.text('frame/zone')
    return [{ id: machine.id, firstMs, spindles, countNe, zone, ...sumOf(own.buckets, fromMs, toMs, same) }]
  })
  const rateOf = (of: readonly { counts: BucketSum['counts'] }[]): number | null => {
    const hours = of.reduce((sum, { counts }) => sum + counts.runHours, 0)
    const breaks = of.reduce((sum, { counts }) => sum + counts.running, 0)
    return hours > 0 && breaks > 0 ? breaks / hours : null
  }
  const all = rateOf(frames)
  const weights = new Map<string, number>()
  for (const [article, own] of byArticle(frames)) weights.set(article, all ? (rateOf(own) ?? all) / all : 1)
  return frames.map((frame) => ({ ...frame, weight: weights.get(articleOf(frame)) ?? 1 }))
}

const articleOf = ({ countNe }: { countNe: number | null }): string => (countNe === null ? '' : countNe.toFixed(1))

/** Frames by the count that they spin, the commonest first. */
export function byArticle<T extends { countNe: number | null }>(frames: readonly T[]): [string, T[]][] {
  const groups = new Map<string, T[]>()
  for (const frame of frames) {
    const key = articleOf(frame)
    groups.set(key, [...(groups.get(key) ?? []), frame])
  }
  return [...groups].sort((a, b) => b[1].length - a[1].length)
}

/** What healthy frames are like: the common rate per weighed spindle-hour, and how they differ. */
export function healthyFrames(frames: readonly FrameTime[]): HealthyPopulation | null {
  return healthyPopulation(
    frames.map(({ counts, weight }) => ({ count: counts.running, exposure: counts.runHours * weight, times: 1 })),
    FRAME_PRIOR,
  )
}

/** Mean hours of a frame that were seen, and the rest of the window. */
export function seenHours(frames: readonly FrameTime[], windowHours: number) {
  const seen = frames.reduce((sum, { watchedMs }) => sum + watchedMs, 0) / Math.max(1, frames.length) / 3_600_000
  const watchedHours = Math.min(seen, windowHours)
  return { watchedHours, missingHours: windowHours - watchedHours }
}
