import { idOf } from '../kernel/layout'
import type { Mill } from '../kernel/state'
import { frameOfSet } from './roving-sets'

/** A machine or lot, and the share of the bobbins of a ring frame that come from it. */
export interface Source {
  id: string
  share: number
}

/** Where the bobbins on a ring frame come from; each list has the greatest share first, and sums to 1 unless it is empty. */
export interface RovingSources {
  rovingFrames: Source[]
  drawFrames: Source[]
  baleLots: Source[]
}

/** Shares below this are traces of bobbins that were left over, and are not named. */
const LEAST_SHARE = 0.005

/**
 * Names the machines and bale lots behind the bobbins of a ring frame, as the rail and the cans tell them that bring roving without
 * hands (S3); without it nobody knows which bobbin hangs where.
 */
export function readRovingSources(mill: Mill, frame: number): RovingSources {
  if (!mill.plan.measures.includes('S3')) return { rovingFrames: [], drawFrames: [], baleLots: [] }
  const { spindles, cans } = mill.state
  const { perFrame, prep } = mill.layout
  const counted = [new Map<number, number>(), new Map<number, number>(), new Map<number, number>()] as const
  const add = (counts: Map<number, number>, key: number, part = 1) => counts.set(key, (counts.get(key) ?? 0) + part)
  const [rovingFrames, drawFrames, lots] = counted
  for (let spindle = frame * perFrame; spindle < (frame + 1) * perFrame; spindle++) {
    const can = spindles.can[spindle]!
    const row = can % prep.cans
    // A can of which nothing is known any more: so is its bobbin's way.
    if (cans.number[row] !== can) continue
    add(rovingFrames, frameOfSet(mill, spindles.set[spindle]!))
    add(drawFrames, cans.finisher[row]!)
    add(lots, cans.lotA[row]!, 1 - cans.shareB[row]!)
    if (cans.shareB[row]! > 0) add(lots, cans.lotB[row]!, cans.shareB[row]!)
  }
  return {
    rovingFrames: ranked(rovingFrames, (index) => idOf(mill.plan, 'roving-frame', index)),
    drawFrames: ranked(drawFrames, (index) => idOf(mill.plan, 'finisher-draw', index)),
    baleLots: ranked(lots, (lot) => `${mill.plan.spinPlan.lot}/${lot}`),
  }
}

function ranked(counts: ReadonlyMap<number, number>, name: (key: number) => string): Source[] {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const named = [...counts].filter(([, count]) => count / all >= LEAST_SHARE)
  const sum = named.reduce((total, [, count]) => total + count, 0)
  return named
    .sort(([a, many], [b, more]) => more - many || a - b)
    .map(([key, count]) => ({ id: name(key), share: count / sum }))
}
