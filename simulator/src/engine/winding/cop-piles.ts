import { articleRow } from '../kernel/articles'
import type { Mill } from '../kernel/state'
import type { pileArrays } from './winding-state'

export type CopPiles = ReturnType<typeof pileArrays>

/** Cops of a doff with their yarn, and how many of them are on wrong tubes. */
export interface Doff {
  cops: number
  kg: number
  wrong: number
}

/** Sets cops down with those of the same winder and article. */
export function pileUp(piles: CopPiles, row: number, doff: Doff, atMs: number): void {
  if (piles.cops[row] === 0) piles.sinceMs[row] = atMs
  piles.cops[row]! += doff.cops
  piles.kg[row]! += doff.kg
  piles.wrong[row]! += doff.wrong
}

/** Takes all cops of a pile. */
export function takePile(piles: CopPiles, row: number): Doff {
  const doff = { cops: piles.cops[row]!, kg: piles.kg[row]!, wrong: piles.wrong[row]! }
  piles.cops[row] = 0
  piles.kg[row] = 0
  piles.wrong[row] = 0
  return doff
}

/** The article of a winder's cops that have stood longest; -1 for none. */
export function oldestPile(mill: Mill, piles: CopPiles, winder: number): number {
  let oldest = -1
  let sinceMs = Number.POSITIVE_INFINITY
  for (let article = 0; article < mill.layout.articles; article++) {
    const row = articleRow(mill, winder, article)
    if (piles.cops[row]! <= 0 || piles.sinceMs[row]! >= sinceMs) continue
    oldest = article
    sinceMs = piles.sinceMs[row]!
  }
  return oldest
}

/** Cops of a winder in piles of all articles. */
export function copsInPiles(mill: Mill, piles: CopPiles, winder: number): number {
  let cops = 0
  for (let article = 0; article < mill.layout.articles; article++)
    cops += piles.cops[articleRow(mill, winder, article)]!
  return cops
}
