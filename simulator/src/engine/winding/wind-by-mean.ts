import { exp } from '@wanding/mill'
import type { Mill } from '../kernel/state'
import { MOST_CUTS_OF_A_COP } from './cop-cuts'
import type { Tally } from './wind-cops'

/** Winds so many cops by the mean cuts of their doff, without a look at each: for runs that nobody asks where cuts came from. */
export function windByMean(mill: Mill, winder: number, cops: number, tally: Tally): void {
  const { perFrame } = mill.layout
  const meanCuts = mill.state.winders.meanCuts[winder]!
  tally.position = (tally.position + cops) % perFrame
  tally.cuts += cops * meanCuts
  tally.rejected += cops * rejectedShare(meanCuts)
}

/** Share of cops that are thrown out where cuts are Poisson: those with more cuts than a cop may have. */
function rejectedShare(meanCuts: number): number {
  let probability = exp(-meanCuts)
  let kept = probability
  for (let cuts = 1; cuts <= MOST_CUTS_OF_A_COP; cuts++) {
    probability *= meanCuts / cuts
    kept += probability
  }
  return Math.max(0, 1 - kept)
}
