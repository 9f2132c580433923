import type { Attention } from '@wanding/contracts'
import { poissonTail } from '@wanding/mill'
import { type Condition, condition } from './attention-condition'
import type { MillWindow } from './mill-window'

/** A frame's break rate over that of the other frames (domain 6.3). */
const FACTOR = 2
const FACTOR_RELEASE = 1.5
/** Chance at which a healthy frame may reach its count; with 84 frames looked at, less than once in a shift. */
const SIGNIFICANCE = 1e-4
/** A few breaks of a frame that has just started prove nothing, however rare they are. */
const LEAST_BREAKS = 5

/** Frames that break clearly more often than the others over the window, beyond what chance would do. */
export function breakRateConditions(mill: MillWindow, raised: (key: string) => Attention | undefined): Condition[] {
  const span = mill.span()
  const frames = mill.of('ring-frame').map((frame) => ({
    frame,
    breaks: frame.gained('breaks/running', span),
    hours: frame.gained('spindles/runHours', span),
  }))
  const breaks = frames.reduce((sum, each) => sum + each.breaks, 0)
  const hours = frames.reduce((sum, each) => sum + each.hours, 0)
  return frames.flatMap(({ frame, ...own }) => {
    const otherHours = hours - own.hours
    if (!frame.online || own.hours <= 0 || otherHours <= 0 || own.breaks < LEAST_BREAKS) return []
    const othersRate = (breaks - own.breaks) / otherHours
    const rate = own.breaks / own.hours
    const held = raised(`break-rate/${frame.id}`) !== undefined
    const high = held
      ? rate > FACTOR_RELEASE * othersRate
      : rate > FACTOR * othersRate && poissonTail(Math.floor(own.breaks), othersRate * own.hours) < SIGNIFICANCE
    if (!high) return []
    return [condition('break-rate', frame.id, 2, { value: 1000 * rate, limit: 1000 * FACTOR * othersRate })]
  })
}
