import { articleRow } from '../kernel/articles'
import type { Mill } from '../kernel/state'
import { beltCones, conesOnBelt, conesWaiting } from '../winding/cone-belt'
import { palletCones } from './pallet'
import { conesOn } from './pallet-cones'
import { PalletPlace } from './yarn-store-state'

/** Part of a belt from which on its cones are packed though they do not fill a pallet [EST]. */
const PRESSING_SHARE = 0.75

/** Cones that a packing line takes next. */
export interface Batch {
  article: number
  cones: number
  /** Cones of the article that wait. */
  waiting: number
  /** The pallet of the article that stands beside the lines; -1 to begin one. */
  aside: number
}

/**
 * What a line packs next, of what is booked: cones that fill a pallet of their article, those that have waited longest first. A belt
 * that is three quarters full of several articles is not left to fill up: what waits of the one it holds most of goes onto a pallet
 * that is set aside. An article has one such pallet in the mill; while a line has it in hand, no other takes cones of the article.
 */
export function nextBatch(mill: Mill): Batch | undefined {
  const batches = batchesOf(mill)
  let next: Batch | undefined
  let nextMs = Number.POSITIVE_INFINITY
  for (const batch of batches) {
    if (batch.waiting < batch.cones) continue
    const sinceMs = oldestConeMs(mill, batch.article)
    if (next && sinceMs >= nextMs) continue
    next = batch
    nextMs = sinceMs
  }
  if (next || mill.layout.articles === 1) return next
  return pressing(mill, batches)
}

/** Cones of a pallet that are missing of the article that is nearest to filling one, of what is booked. */
export function conesMissing(mill: Mill): number {
  let least = palletCones(mill.plan)
  for (const { cones, waiting } of batchesOf(mill)) least = Math.min(least, cones - waiting)
  return least
}

/** What would fill a pallet of each article that may be packed. */
function batchesOf(mill: Mill): Batch[] {
  const batches: Batch[] = []
  for (let article = 0; article < mill.layout.articles; article++) {
    const open = openPallet(mill, article)
    if (open >= 0 && mill.state.pallets.place[open] === PalletPlace.line) continue
    const cones = palletCones(mill.plan) - (open < 0 ? 0 : conesOn(mill, open))
    batches.push({ article, cones, waiting: waitingOf(mill, article), aside: open })
  }
  return batches
}

/** The pallet of an article that is not promised all its cones yet, in a line or beside the lines; -1 for none. */
function openPallet(mill: Mill, article: number): number {
  if (mill.layout.articles === 1) return -1
  const { place, article: articles } = mill.state.pallets
  for (let row = 0; row < place.length; row++) {
    if (articles[row] !== article) continue
    if (place[row] === PalletPlace.aside) return row
    if (place[row] === PalletPlace.line && conesOn(mill, row) < palletCones(mill.plan)) return row
  }
  return -1
}

function pressing(mill: Mill, batches: readonly Batch[]): Batch | undefined {
  let fullest = 0
  for (let winder = 1; winder < mill.layout.frames; winder++) {
    if (conesOnBelt(mill, winder) > conesOnBelt(mill, fullest)) fullest = winder
  }
  if (conesOnBelt(mill, fullest) < PRESSING_SHARE * beltCones(mill)) return undefined
  let most: Batch | undefined
  let mostCones = 0
  for (const batch of batches) {
    const here = conesWaiting(mill, fullest, batch.article)
    if (here <= mostCones) continue
    most = batch
    mostCones = here
  }
  return most && { ...most, cones: most.waiting }
}

function waitingOf(mill: Mill, article: number): number {
  let cones = 0
  for (let winder = 0; winder < mill.layout.frames; winder++) cones += conesWaiting(mill, winder, article)
  return cones
}

function oldestConeMs(mill: Mill, article: number): number {
  let oldestMs = Number.POSITIVE_INFINITY
  for (let winder = 0; winder < mill.layout.frames; winder++) {
    if (conesWaiting(mill, winder, article) === 0) continue
    oldestMs = Math.min(oldestMs, mill.state.coneBelts.sinceMs[articleRow(mill, winder, article)]!)
  }
  return oldestMs
}
