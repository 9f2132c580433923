import type { TaskTime } from '@wanding/mill'
import { articleRow, woundRow } from '../kernel/articles'
import type { Mill } from '../kernel/state'
import { call } from '../people/calls'
import { type Doff, pileUp } from './cop-piles'

/** The link's camera sees nearly every tube of a wrong colour; who feeds cops by hand sees fewer [EST]. */
const SEEN_BY_CAMERA = 0.95
const SEEN_BY_EYE = 0.7
/** A cop that was thrown out is looked at and fed by hand, s [EST]. */
const SORT_S: TaskTime = [6, 9, 15]

/** Cops of a doff that go on, and those that the winder has thrown out for their tubes. */
export interface SortedCops {
  cops: number
  kg: number
  /** Of the cops that go on, those on wrong tubes. */
  unseen: number
}

/** The winder looks at the tubes of the cops that come: what it sees is thrown out, and somebody is asked to see to it. */
export function sortTubes(mill: Mill, winder: number, doff: Doff, atMs: number): SortedCops {
  const { winders, thrownOut } = mill.state
  const seen = Math.round(doff.wrong * (mill.effects.linkWinding ? SEEN_BY_CAMERA : SEEN_BY_EYE))
  if (seen === 0) return { cops: doff.cops, kg: doff.kg, unseen: doff.wrong }
  const kg = (doff.kg * seen) / doff.cops
  winders.rejected[winder]! += seen
  winders.rejectedDoff[winder]! += seen
  pileUp(thrownOut, woundRow(mill, winder), { cops: seen, kg, wrong: seen }, atMs)
  call(mill, {
    task: 'feed-cops',
    machine: { kind: 'winder', index: winder },
    dueMs: atMs,
    count: seen,
    workS: SORT_S,
    byHand: true,
  })
  return { cops: doff.cops - seen, kg: doff.kg - kg, unseen: doff.wrong - seen }
}

/** Books yarn that was wound from cops on wrong tubes that nobody saw; it is on cones now. */
export function countMixed(mill: Mill, winder: number, kg: number): void {
  const { wrongShare } = mill.state.winders
  if (wrongShare[winder]! > 0) mill.state.mill.mixedKg += kg * wrongShare[winder]!
}

/** All cops of a frame are looked through, those at its winder too: no wrong tube is left. */
export function quarantineCops(mill: Mill, frame: number): void {
  mill.state.frames.wrongTubes[frame] = 0
  mill.state.winders.wrongShare[frame] = 0
  for (let article = 0; article < mill.layout.articles; article++) {
    const row = articleRow(mill, frame, article)
    mill.state.boxes.wrong[row] = 0
    mill.state.copsInTurn.wrong[row] = 0
  }
}
