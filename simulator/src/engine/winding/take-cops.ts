import { articleRow, woundArticle } from '../kernel/articles'
import type { Mill } from '../kernel/state'
import { rememberedCan } from '../preparation/roving-memo'
import { changeCones } from './cone-belt'
import { gradeCops } from './cop-cuts'
import { copsInPiles, type Doff, oldestPile, pileUp, takePile } from './cop-piles'
import { noteLots } from './lots-of-doff'
import { refresh, settleWinder } from './winders'
import { sortTubes } from './wrong-tubes'

/** The frame's doffer hands its cops over: to the link, or to boxes that somebody carries to the winder. */
export function receiveCops(mill: Mill, winder: number, doff: Doff, atMs: number): void {
  const article = mill.state.frames.article[winder]!
  if (mill.effects.linkWinding) bring(mill, winder, article, doff, atMs)
  else pileUp(mill.state.boxes, articleRow(mill, winder, article), doff, atMs)
}

/** The boxes of cops have come to the winder. */
export function takeBoxes(mill: Mill, winder: number, atMs: number): void {
  const { boxes } = mill.state
  for (;;) {
    const article = oldestPile(mill, boxes, winder)
    if (article < 0) return
    bring(mill, winder, article, takePile(boxes, articleRow(mill, winder, article)), atMs)
  }
}

/** Cops that were thrown out for their tubes have been looked at, and are fed by hand. */
export function takeHeld(mill: Mill, winder: number, atMs: number): void {
  const { winders, thrownOut, copsInTurn } = mill.state
  if (copsInPiles(mill, thrownOut, winder) === 0) return
  settleWinder(mill, winder, atMs)
  for (let article = 0; article < mill.layout.articles; article++) {
    const row = articleRow(mill, winder, article)
    const doff = { ...takePile(thrownOut, row), wrong: 0 }
    if (doff.cops === 0) continue
    if (article === winders.article[winder]) addCops(mill, winder, doff.cops, doff.kg, 0)
    else pileUp(copsInTurn, row, doff, atMs)
    winders.handFed[winder]! += doff.cops
  }
  refresh(mill, winder, atMs)
}

/** The winder has wound what it had: cops of another article, which waited for that, are next. */
export function takeNextCops(mill: Mill, winder: number, atMs: number): void {
  const { winders, copsInTurn } = mill.state
  if (winders.backlogCops[winder]! > 0) return
  const article = oldestPile(mill, copsInTurn, winder)
  if (article >= 0) takeIn(mill, winder, article, takePile(copsInTurn, articleRow(mill, winder, article)), atMs)
}

/** Cops come to the winder. Those of another article wait until it has wound what it has, so that no cone holds both. */
function bring(mill: Mill, winder: number, article: number, doff: Doff, atMs: number): void {
  const { winders, copsInTurn } = mill.state
  settleWinder(mill, winder, atMs)
  const other = article !== winders.article[winder] && winders.backlogCops[winder]! > 0
  if (!other && copsInPiles(mill, copsInTurn, winder) === 0) {
    takeIn(mill, winder, article, doff, atMs)
    return
  }
  pileUp(copsInTurn, articleRow(mill, winder, article), doff, atMs)
  refresh(mill, winder, atMs)
}

/** Cops come to those that the winder winds. */
function addCops(mill: Mill, winder: number, cops: number, kg: number, wrong: number): void {
  if (cops === 0) return
  const { winders } = mill.state
  const left = winders.backlogCops[winder]!
  const all = left + cops
  winders.copKg[winder] = (left * winders.copKg[winder]! + kg) / all
  winders.wrongShare[winder] = (left * winders.wrongShare[winder]! + wrong) / all
  winders.backlogCops[winder] = all
}

function takeIn(mill: Mill, winder: number, article: number, doff: Doff, atMs: number): void {
  const { winders, windingUnits, copCuts } = mill.state
  const left = winders.backlogCops[winder]!
  if (left + doff.cops <= 0) return
  winders.copsOfDoff[winder] = doff.cops
  winders.rejectedLastDoff[winder] = winders.rejectedDoff[winder]!
  winders.rejectedDoff[winder] = 0
  const sameYarn = winders.article[winder] === article
  if (!sameYarn) changeCones(mill, winder, article, atMs)
  const sorted = sortTubes(mill, winder, doff, atMs)
  addCops(mill, winder, sorted.cops, sorted.kg, sorted.unseen)
  if (left === 0) winders.position[winder] = 0
  const firstSpindle = winder * mill.layout.perFrame
  copCuts.cutsLastDoff.set(copCuts.cuts.subarray(firstSpindle, firstSpindle + mill.layout.perFrame), firstSpindle)
  copCuts.cuts.fill(0, firstSpindle, firstSpindle + mill.layout.perFrame)
  const firstUnit = winder * mill.layout.unitsPerWinder
  for (const counts of [windingUnits.cops, windingUnits.cuts, windingUnits.reds]) {
    counts.fill(0, firstUnit, firstUnit + mill.layout.unitsPerWinder)
  }
  if (mill.windsEachCop || !sameYarn) gradeDoff(mill, winder)
  noteLots(mill, winder)
  refresh(mill, winder, atMs)
}

/** Looks at the doff that has come: what its cops will be cut for. */
export function gradeDoff(mill: Mill, winder: number): void {
  const { winders, cans } = mill.state
  const { cuts, cvmPercent } = mill.rovingMemo
  const doff = gradeCops(mill, winder, rememberedCan, { cuts, cvmPercent, nepsPerG: cans.nepsPerG })
  const { spinPlan, cutsPerCop } = woundArticle(mill, winder)
  // Roving is graded for the yarn of the first article.
  const finer = spinPlan.fibre.cvmPercent - mill.plan.spinPlan.fibre.cvmPercent
  winders.meanCuts[winder] = cutsPerCop * doff.cuts
  winders.cvmPercent[winder] = doff.cvmPercent + finer
  winders.nepsPerG[winder] = doff.nepsPerG
}
