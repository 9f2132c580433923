import { CUT_CLASSES, WINDING_TIMES } from '@wanding/mill'
import { woundRow } from '../kernel/articles'
import { nextUnit } from '../kernel/random'
import type { Mill } from '../kernel/state'
import { beginBelt } from './cone-belt'
import { healthyShare } from './cop-cuts'
import { noteLots } from './lots-of-doff'
import { gradeDoff } from './take-cops'
import { redPerJoint, SPLICE_FAILURE_SHARE, triesPerJoint } from './unit-rates'
import { askToFeed } from './units'
import { lowMagazines, refresh, STANDING_POWER_SHARE } from './winders'

/** Units differ: clearers in what they cut, splicers in how often they fail [EST]. */
const CUT_SPREAD = 0.1
/** Cops that are thrown out after too many cuts while nothing is wrong [EST]. */
const REJECTED_SHARE = 0.05
const FAILURE_SPREAD: readonly [number, number] = [0.7, 1.3]

/** A winder somewhere between two doffs of its frame, with what is left of the last; counters of a winder that has run as long as the frame. */
export function createWinder(mill: Mill, winder: number, nowMs: number): void {
  const { winders, wound, frames } = mill.state
  createUnits(mill, winder)
  gradeDoff(mill, winder)
  noteLots(mill, winder)
  winders.sinceMs[winder] = nowMs

  const doffs = frames.doffs[winder]!
  const doffKg = doffs > 0 ? ((frames.doffedMetres[winder]! / doffs) * mill.derived.tex) / 1e6 : 0
  const doffCops = mill.layout.perFrame - frames.idle[winder]!
  const copsPerMs = (mill.layout.unitsPerWinder * (1 - WINDING_TIMES.waitingShare)) / mill.derived.copCycleMs
  const left = doffs > 0 ? Math.max(0, doffCops - frames.clockMs[winder]! * copsPerMs) : 0
  winders.copKg[winder] = doffCops > 0 ? doffKg / doffCops : 0
  winders.backlogCops[winder] = left
  winders.position[winder] = Math.floor(doffCops - left) % mill.layout.perFrame

  const cops = Math.max(0, frames.copsDoffed[winder]! - left)
  winders.cops[winder] = cops
  const row = woundRow(mill, winder)
  wound.kg[row] = (frames.doffedMetres[winder]! * mill.derived.tex) / 1e6 - left * winders.copKg[winder]!
  countPastCuts(mill, winder, cops)
  winders.copsOfDoff[winder] = doffCops
  winders.rejectedLastDoff[winder] = Math.floor(doffCops * REJECTED_SHARE)
  const loadedMs = cops / copsPerMs
  winders.loadedMs[winder] = loadedMs
  const idleMs = Math.max(0, frames.runMs[winder]! - loadedMs)
  winders.energyJ[winder] = (mill.derived.winderRunW * (loadedMs + STANDING_POWER_SHARE * idleMs)) / 1000
  if (!mill.effects.linkWinding) winders.magazineCops[winder] = Math.min(left, 2 * lowMagazines(mill))
  beginBelt(mill, winder, nowMs)
  refresh(mill, winder, nowMs)
  askToFeed(mill, winder, nowMs)
}

function createUnits(mill: Mill, winder: number): void {
  const { windingUnits, kernel } = mill.state
  const stream = mill.layout.streams.winders + winder
  const first = winder * mill.layout.unitsPerWinder
  for (let unit = first; unit < first + mill.layout.unitsPerWinder; unit++) {
    const cuts = 1 + CUT_SPREAD * (2 * nextUnit(kernel.streams, stream) - 1)
    const [least, most] = FAILURE_SPREAD
    const failing = SPLICE_FAILURE_SHARE * (least + (most - least) * nextUnit(kernel.streams, stream))
    windingUnits.ownCutFactor[unit] = cuts
    windingUnits.cutFactor[unit] = cuts
    windingUnits.ownFailureShare[unit] = failing
    windingUnits.failureShare[unit] = failing
  }
}

function countPastCuts(mill: Mill, winder: number, cops: number): void {
  const { winders, wound, winderCuts } = mill.state
  const cuts = Math.floor(cops * mill.derived.cutsPerCop)
  wound.cuts[woundRow(mill, winder)] = cuts
  CUT_CLASSES.forEach((_, index) => {
    winderCuts.byClass[winder * CUT_CLASSES.length + index] = Math.floor(cuts * healthyShare(index))
  })
  const joints = cops + cuts
  winders.spliceTries[winder] = joints * triesPerJoint(SPLICE_FAILURE_SHARE)
  winders.spliceFailures[winder] = winders.spliceTries[winder]! * SPLICE_FAILURE_SHARE
  winders.redLights[winder] = Math.floor(joints * redPerJoint(SPLICE_FAILURE_SHARE))
  winders.rejected[winder] = Math.floor(cops * REJECTED_SHARE)
  if (!mill.effects.linkWinding) winders.handFed[winder] = Math.floor(cops)
}
