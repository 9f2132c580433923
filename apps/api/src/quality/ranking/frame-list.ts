import type { FrameRanking } from '@wanding/contracts'
import { ALLOWED_IN_SHORT_LIST, FRAME_PRIOR } from '@wanding/mill'
import { byArticle, type FrameTime } from './frame-time'
import { rankedList } from './ranked-list'

export const FRAME_RULE = { allowed: ALLOWED_IN_SHORT_LIST, prior: FRAME_PRIOR, leastCount: 5 }
/** Frames differ more in their starts: settings of the doffer, tubes, the height at which it starts [EST]. */
const START_RULE = { ...FRAME_RULE, prior: { mean: 0.06, spread: 0.05 } }
const ALL = { limit: 1000 } as const

/** Frames against those that spin the same count: breaks while running, and ends lost at the starts after a doff. */
export function frameLists(frames: readonly FrameTime[]): FrameRanking['articles'] {
  return byArticle(frames).map(([, own]) => ({
    countNe: own[0]!.countNe,
    frames: own.length,
    running: rankedList(
      own.map(({ id, counts }) => unitOf(id, counts.running, counts.runHours)),
      [],
      FRAME_RULE,
      { unit: 'per1000', ...ALL },
    ),
    startUp: rankedList(
      own.map(({ id, counts, spindles }) => unitOf(id, counts.startUp, counts.doffs * spindles)),
      [],
      START_RULE,
      { unit: 'percent', ...ALL },
    ),
  }))
}

const unitOf = (name: string, count: number, exposure: number) => ({
  name,
  position: null,
  count: Math.round(count),
  exposure,
  lastMs: null,
})
