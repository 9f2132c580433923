import type { RankedList } from '@wanding/contracts'
import { ALLOWED_IN_LONG_LIST, SPINDLE_PRIOR } from '@wanding/mill'
import type { WorstSpindle } from '../../store'
import type { FrameTime } from './frame-time'
import { rankedList } from './ranked-list'

/** One break says nothing of a spindle. */
export const SPINDLE_RULE = { allowed: ALLOWED_IN_LONG_LIST, prior: SPINDLE_PRIOR, leastCount: 2 }

/**
 * Spindles against all others of the list, by their end breaks, running and at the start: the changes of state that the wire has do
 * not tell these apart. A spindle's time is the mean of its frame's, weighed by what its article breaks.
 */
export function spindleList(frames: readonly FrameTime[], broken: readonly WorstSpindle[], limit: number): RankedList {
  const times = new Map(
    frames.map((frame) => [
      frame.id,
      { frame, hours: (frame.counts.runHours * frame.weight) / frame.spindles, seen: 0 },
    ]),
  )
  const units = broken.flatMap(({ machine, position, breaks, lastBreakMs }) => {
    const own = times.get(machine)
    if (!own || !(own.hours > 0)) return []
    own.seen += 1
    return [{ name: machine, position, count: breaks, exposure: own.hours, lastMs: lastBreakMs }]
  })
  const silent = [...times.values()].map(({ frame, hours, seen }) => ({
    count: 0,
    exposure: hours,
    times: Math.max(0, frame.spindles - seen),
  }))
  return rankedList(units, silent, SPINDLE_RULE, { unit: 'per1000', limit })
}
