import type { RankedList } from '@wanding/contracts'
import { ALLOWED_IN_LONG_LIST, FRAME_PRIOR, SPINDLE_PRIOR } from '@wanding/mill'
import type { WorstSpindle } from '../../store'
import type { FrameTime } from './frame-time'
import { rankedList } from './ranked-list'

/** One break says nothing of a spindle. */
export const SPINDLE_RULE = { allowed: ALLOWED_IN_LONG_LIST, prior: SPINDLE_PRIOR, leastCount: 2 }

/** Frames differ by 15 % when they have nothing: so many breaks say as much of a frame as its own do. */
const KNOWN_OF_FRAMES = 1 / FRAME_PRIOR.mean

/** How much more a frame breaks as a whole, drawn to one by what little it counted: its trouble is not that of its spindles. */
const troubleOf = (breaks: number, expected: number): number =>
  Math.max(1, (KNOWN_OF_FRAMES + breaks) / (KNOWN_OF_FRAMES + expected))

/**
 * Spindles against all others of the list, by their end breaks, running and at the start: the changes of state that the wire has do
 * not tell these apart. A spindle's time is the mean of its frame's, weighed by what its article and the frame as a whole
 * break.
 */
export function spindleList(frames: readonly FrameTime[], broken: readonly WorstSpindle[], limit: number): RankedList {
  const own = new Map<string, number>()
  for (const { machine, breaks } of broken) own.set(machine, (own.get(machine) ?? 0) + breaks)
  const hours = (frame: FrameTime): number => frame.counts.runHours * frame.weight
  const total = frames.reduce((sum, frame) => sum + hours(frame), 0)
  const mean = total > 0 ? frames.reduce((sum, { id }) => sum + (own.get(id) ?? 0), 0) / total : 0
  const times = new Map(
    frames.map((frame) => {
      const trouble = troubleOf(own.get(frame.id) ?? 0, mean * hours(frame))
      return [frame.id, { frame, hours: (hours(frame) * trouble) / frame.spindles, seen: 0 }]
    }),
  )
  const units = broken.flatMap(({ machine, position, breaks, lastBreakMs }) => {
    const time = times.get(machine)
    if (!time || !(time.hours > 0)) return []
    time.seen += 1
    return [{ name: machine, position, count: breaks, exposure: time.hours, lastMs: lastBreakMs }]
  })
  const silent = [...times.values()].map(({ frame, hours, seen }) => ({
    count: 0,
    exposure: hours,
    times: Math.max(0, frame.spindles - seen),
  }))
  return rankedList(units, silent, SPINDLE_RULE, { unit: 'per1000', limit })
}
