import { SPINDLE_STATE_MASK, SpindleFlag, SpindleState } from '@wanding/mill'
import { articleOf } from '../kernel/articles'
import type { Mill } from '../kernel/state'
import { deliveredAt, settle, yarnKg } from './frame-motion'

/** What a frame is to spin after its lot change: what was ordered, else the next of the mill's articles; one is the same again. */
export function nextArticleOf(mill: Mill, frame: number): number {
  const { article, nextArticle } = mill.state.frames
  return nextArticle[frame]! > 0 ? nextArticle[frame]! - 1 : (article[frame]! + 1) % mill.articles.length
}

/**
 * A frame that stands with empty spindles is set to another article: gears, speed and travellers are changed, and the roving on
 * its creel lasts for more metres of finer yarn.
 */
export function changeArticle(mill: Mill, frame: number, article: number, atMs: number): void {
  const { frames } = mill.state
  settle(mill, frame, atMs)
  const before = articleOf(mill, frame)
  frames.pastKg[frame] = yarnKg(mill, frame, frames.spindleMetres[frame]!)
  frames.pastMetres[frame] = frames.spindleMetres[frame]!
  frames.article[frame] = article
  frames.travellerSinceRunMs[frame] = frames.runMs[frame]!
  stretchRoving(mill, frame, before.tex / articleOf(mill, frame).tex, deliveredAt(mill, frame, atMs))
}

/** All that is left on the bobbins of a frame makes so many times the metres. */
function stretchRoving(mill: Mill, frame: number, times: number, delivered: number): void {
  const { spindles, frames } = mill.state
  const first = frame * mill.layout.perFrame
  let next = Number.POSITIVE_INFINITY
  for (let spindle = first; spindle < first + mill.layout.perFrame; spindle++) {
    const code = spindles.code[spindle]!
    const from = (code & SpindleFlag.rovingStop) !== 0 ? 0 : delivered
    spindles.runOut[spindle] = from + (spindles.runOut[spindle]! - from) * times
    spindles.short[spindle]! *= times
    const draws = (code & SPINDLE_STATE_MASK) !== SpindleState.idle && from > 0
    if (draws && spindles.runOut[spindle]! < next) next = spindles.runOut[spindle]!
  }
  frames.runOutMetres[frame] = next
}
