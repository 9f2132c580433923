import { exp } from '@wanding/mill'
import type { Mill } from '../kernel/state'

const HOUR_MS = 3_600_000
/** Wholly sticky cotton would cover clean rollers in so many hours of running at this humidity (domain 3) [EST]. */
const COVERED_H = 24
const REFERENCE_RH = 57
/** Honeydew takes up water: by this share it sticks more for each point of humidity [EST]. */
const PER_POINT = 0.1
/** Clearers and clean fibre wipe rollers: what is on them is gone after so many hours of running [EST]. */
const WIPED_H = 30
/** Below this nothing sticks any more. */
const NOTHING = 1e-6
/** A tenter who goes round a machine wipes off this share [EST]. */
export const WIPED_BY_TENDING = 0.05

/**
 * Cover that rollers come to in the end where nobody cleans them: what settles on them and what clearers and clean fibre take
 * away balance. More than 1 is a cover that is reached sooner.
 */
export function coverTowards(stickiness: number, relativeHumidityPercent: number): number {
  return (stickiness * exp(PER_POINT * (relativeHumidityPercent - REFERENCE_RH)) * WIPED_H) / COVERED_H
}

/** Cover after so long a run, 0 … 1: first order towards its balance. */
export function coverAfter(cover: number, towards: number, runMs: number): number {
  const now = towards + (cover - towards) * exp(-runMs / (WIPED_H * HOUR_MS))
  return now > 1 ? 1 : now < NOTHING ? 0 : now
}

/** A flow machine has run for so long with what is in its creel: residue comes, and its clearers take a part away. */
export function gatherResidue(mill: Mill, machine: number, runMs: number): void {
  const { residue, stickiness } = mill.state.flow
  if (residue[machine] === 0 && stickiness[machine] === 0) return
  const towards = coverTowards(stickiness[machine]!, REFERENCE_RH + setPointOffset(mill))
  residue[machine] = coverAfter(residue[machine]!, towards, runMs)
}

/** The rollers of a flow machine are wiped by so much. */
export function wipeResidue(mill: Mill, machine: number, share: number): void {
  mill.state.flow.residue[machine]! *= 1 - share
}

/** The preparation has no zones of its own: it is kept as much wetter or drier as the ring room has been ordered to be. */
function setPointOffset({ state: { zones } }: Mill): number {
  let sum = 0
  for (const offset of zones.humidityOffset) sum += offset
  return zones.humidityOffset.length > 0 ? sum / zones.humidityOffset.length : 0
}
