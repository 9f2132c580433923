import type { FrameInfo, FrameRow } from '@wanding/contracts'

/** A frame as it was and as it is. */
export interface ComparedFrame {
  id: string
  was: FrameRow
  is: FrameRow
}

/** A frame that stands counts for more than any number of ends. */
const STATE_WEIGHT = 1000

/** Frames that are in both, those that differ most first: by what they do and whether they can be seen, ends down, break rate. */
export function comparedFrames(
  thenFrames: readonly FrameInfo[],
  thenRows: readonly FrameRow[],
  nowFrames: readonly FrameInfo[],
  nowRows: readonly FrameRow[],
  most: number,
): ComparedFrame[] {
  const nowById = new Map(nowFrames.map(({ id }, index) => [id, nowRows[index]]))
  return thenFrames
    .flatMap(({ id }, index) => {
      const [was, is] = [thenRows[index], nowById.get(id)]
      return was && is ? [{ id, was, is }] : []
    })
    .map((frame) => ({ frame, weight: weightOf(frame) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, most)
    .map(({ frame }) => frame)
}

function weightOf({ was, is }: ComparedFrame): number {
  const state = was.reason !== is.reason || was.online !== is.online ? STATE_WEIGHT : 0
  const rate = (is.breaksPer1000SpindleHours ?? 0) - (was.breaksPer1000SpindleHours ?? 0)
  return state + Math.abs(is.endsDown - was.endsDown) + Math.abs(rate)
}

/** How many spindles are in another state; null where the two cannot be laid over one another. */
export function changedSpindles(then: Uint8Array, now: Uint8Array): number | null {
  if (then.length !== now.length) return null
  let changed = 0
  for (let index = 0; index < then.length; index++) if (then[index] !== now[index]) changed += 1
  return changed
}
