import { poll } from '../rest/fetched.svelte'
import type { LiveSource } from './live-source'

/**
 * Polls while the picture moves, and at once when it moves on. A page that is opened while the reader holds the picture still
 * asks once: it shows what there is, and then holds it.
 */
export function pollMoving(
  source: Pick<LiveSource, 'paused' | 'onResumed'>,
  ask: () => unknown,
  periodMs: number,
): () => void {
  let asked = false
  const unlessHeld = () => {
    if (asked && source.paused) return
    asked = true
    ask()
  }
  const offs = [poll(unlessHeld, periodMs), source.onResumed(ask)]
  return () => {
    for (const off of offs) off()
  }
}
