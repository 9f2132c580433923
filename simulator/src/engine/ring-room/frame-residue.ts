import type { Mill } from '../kernel/state'
import { coverAfter, coverTowards } from '../preparation/sticky-residue'
import { regainHumidityAt } from '../utilities/climate'
import { isMoving } from './frame-motion'

/** Residue makes ends lap so many times more often where it covers the rollers [EST; domain 3: the lapping share rises first]. */
const LAPS_TIMES = 12
/** A cleaning round takes this share of the residue off [EST]. */
export const CLEANED_BY_ROUND = 0.2

/** Residue on the rollers and cots of a frame, 0 … 1; it goes one way from where it was booked last. */
export function residueAt(mill: Mill, frame: number, atMs: number): number {
  const { residue, residueAtMs, residueTowards } = mill.state.frames
  const [cover, towards] = [residue[frame]!, residueTowards[frame]!]
  return cover === towards ? cover : coverAfter(cover, towards, atMs - residueAtMs[frame]!)
}

/** Books the residue, and where it goes: by the roving on the creel and the climate; in a stop it stays. */
export function bookResidue(mill: Mill, frame: number, atMs: number): void {
  const { residue, residueAtMs, residueTowards, stickiness } = mill.state.frames
  // Sums of differences leave a rest when the last sticky bobbin is gone.
  const sticky = stickiness[frame]! > 1e-9 ? stickiness[frame]! : 0
  if (sticky === 0 && residue[frame] === 0 && residueTowards[frame] === 0) return
  residue[frame] = residueAt(mill, frame, atMs)
  residueAtMs[frame] = atMs
  const humidity = regainHumidityAt(mill, mill.layout.zoneOfFrame[frame]!, atMs)
  residueTowards[frame] = isMoving(mill, frame) ? coverTowards(sticky, humidity) : residue[frame]!
}

/** The rollers of a frame are cleaned, by so much. */
export function cleanResidue(mill: Mill, frame: number, share: number, atMs: number): void {
  bookResidue(mill, frame, atMs)
  mill.state.frames.residue[frame]! *= 1 - share
  if (!isMoving(mill, frame)) mill.state.frames.residueTowards[frame] = mill.state.frames.residue[frame]!
}

/** Laps against those of clean rollers. */
export const lapsTimes = (residue: number): number => 1 + LAPS_TIMES * residue

/** Breaks against those of clean rollers, of which so large a share laps: only the laps grow in number. */
export const residueFactor = (residue: number, healthyLappingShare: number): number =>
  1 + healthyLappingShare * LAPS_TIMES * residue

/** Share of breaks that lap, where it would be so large on clean rollers. */
export function lappingWith(residue: number, cleanShare: number): number {
  return (cleanShare * lapsTimes(residue)) / (1 + cleanShare * (lapsTimes(residue) - 1))
}
