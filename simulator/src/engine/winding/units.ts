import { woundArticle } from '../kernel/articles'
import { schedule } from '../kernel/calendar'
import { WinderSlot } from '../kernel/layout'
import { nextUnit } from '../kernel/random'
import type { Mill } from '../kernel/state'
import { call } from '../people/calls'
import { takeBoxes, takeHeld, takeNextCops } from './take-cops'
import { redPerJoint, unitCopsPerMs } from './unit-rates'
import { freeDoff, lowMagazines, refresh, settleWinder, winderSlot } from './winders'

/**
 * The units have taken the last cop of all or of an article, there is room for the next doff or for no more cones, or the magazines
 * run low.
 */
export function onSupply(mill: Mill, winder: number, atMs: number): void {
  settleWinder(mill, winder, atMs)
  takeNextCops(mill, winder, atMs)
  freeDoff(mill, winder, atMs)
  refresh(mill, winder, atMs)
  askToFeed(mill, winder, atMs)
}

/** A joint has failed as often as a unit tries: it shows its red light and stands. */
export function onAlarm(mill: Mill, winder: number, atMs: number): void {
  const { winders, windingUnits, kernel } = mill.state
  settleWinder(mill, winder, atMs)
  const point = nextUnit(kernel.streams, mill.layout.streams.winders + winder) * winders.redPerMs[winder]!
  const unit = unitAt(mill, winder, point)
  if (unit >= 0) {
    windingUnits.red[unit] = 1
    if (windingUnits.reds[unit]! < 255) windingUnits.reds[unit]! += 1
    winders.redLights[winder]! += 1
    const position = unit - winder * mill.layout.unitsPerWinder + 1
    call(mill, { task: 'clear-unit', machine: { kind: 'winder', index: winder, position }, dueMs: atMs })
  }
  refresh(mill, winder, atMs)
}

/** The unit of a winder that a point of the summed alarm rates falls on, mill-wide number; -1 where none winds. */
function unitAt(mill: Mill, winder: number, point: number): number {
  const { winders, windingUnits } = mill.state
  const first = winder * mill.layout.unitsPerWinder
  let rest = point
  let last = -1
  for (let unit = first; unit < first + mill.layout.unitsPerWinder; unit++) {
    if (windingUnits.red[unit]) continue
    last = unit
    const joints = 1 + winders.meanCuts[winder]! * windingUnits.cutFactor[unit]!
    rest -= unitCopsPerMs(mill, winder, unit) * joints * redPerJoint(windingUnits.failureShare[unit]!)
    if (rest < 0) break
  }
  return last
}

/** Somebody has been at a unit: its red light is out. */
export function onUnitCleared(mill: Mill, winder: number, unit: number, atMs: number): void {
  settleWinder(mill, winder, atMs)
  mill.state.windingUnits.red[winder * mill.layout.unitsPerWinder + unit] = 0
  refresh(mill, winder, atMs)
}

/** So large a share of a unit's splices fails, or as many as is its own. */
export function setFailureShare(mill: Mill, unit: number, share: number, atMs: number): void {
  const { failureShare, ownFailureShare } = mill.state.windingUnits
  changeUnit(mill, unit, atMs, () => {
    failureShare[unit] = Math.max(ownFailureShare[unit]!, share)
  })
}

/** A unit's clearer cuts so many times as often as is its own. */
export function setCutsTimes(mill: Mill, unit: number, times: number, atMs: number): void {
  const { cutFactor, ownCutFactor } = mill.state.windingUnits
  changeUnit(mill, unit, atMs, () => {
    cutFactor[unit] = ownCutFactor[unit]! * times
  })
}

function changeUnit(mill: Mill, unit: number, atMs: number, change: () => void): void {
  const winder = Math.floor(unit / mill.layout.unitsPerWinder)
  settleWinder(mill, winder, atMs)
  change()
  refresh(mill, winder, atMs)
}

/** The transport of cops and tubes jams: the units run dry when they have wound what they hold. */
export function startJam(mill: Mill, winder: number, atMs: number): void {
  const { winders } = mill.state
  if (winders.jamMs[winder]! > 0) return
  winders.jamMs[winder] = atMs
  winders.jams[winder]! += 1
  const holdMs = woundArticle(mill, winder).copCycleMs * HELD_COPS
  schedule(mill.calendar, winderSlot(mill, winder, WinderSlot.dry), Math.ceil(atMs + holdMs))
}

/** Cops that a unit can wind on with, its own half wound and one in reserve. */
const HELD_COPS = 1

/** The units have wound what they held. */
export function onDry(mill: Mill, winder: number, atMs: number): void {
  schedule(mill.calendar, winderSlot(mill, winder, WinderSlot.dry), Number.POSITIVE_INFINITY)
  settleWinder(mill, winder, atMs)
  mill.state.winders.dry[winder] = 1
  refresh(mill, winder, atMs)
}

/** The jam is cleared. */
export function endJam(mill: Mill, winder: number, atMs: number): void {
  const { winders } = mill.state
  schedule(mill.calendar, winderSlot(mill, winder, WinderSlot.dry), Number.POSITIVE_INFINITY)
  settleWinder(mill, winder, atMs)
  winders.jamMs[winder] = 0
  winders.dry[winder] = 0
  refresh(mill, winder, atMs)
}

/** Magazines run low: somebody is asked to feed cops, if there are any. */
export function askToFeed(mill: Mill, winder: number, atMs: number): void {
  const { winders } = mill.state
  if (mill.effects.linkWinding || winders.magazineCops[winder]! > lowMagazines(mill)) return
  const count = Math.ceil(feedable(mill, winder))
  if (count > 0) call(mill, { task: 'feed-cops', machine: { kind: 'winder', index: winder }, dueMs: atMs, count })
}

/** Cops that somebody who sets out now has to feed. */
export function copsToFeed(mill: Mill, winder: number, atMs: number): number {
  settleWinder(mill, winder, atMs)
  return Math.ceil(feedable(mill, winder))
}

/** Cops that go into the magazines now. */
function feedable(mill: Mill, winder: number): number {
  const { winders } = mill.state
  const most = 2 * lowMagazines(mill)
  return Math.max(0, Math.min(most, winders.backlogCops[winder]!) - winders.magazineCops[winder]!)
}

/** Somebody has carried the boxes of cops to the winder. */
export function onCopsCarried(mill: Mill, winder: number, atMs: number): void {
  takeBoxes(mill, winder, atMs)
  askToFeed(mill, winder, atMs)
}

/** Somebody has fed the cops that were thrown out, and filled the magazines, as far as the boxes held cops. */
export function onFed(mill: Mill, winder: number, atMs: number): void {
  const { winders } = mill.state
  takeHeld(mill, winder, atMs)
  if (mill.effects.linkWinding) return
  settleWinder(mill, winder, atMs)
  const fed = feedable(mill, winder)
  winders.magazineCops[winder]! += fed
  winders.handFed[winder]! += Math.ceil(fed)
  refresh(mill, winder, atMs)
}

/** Pressure of an air main has fallen too low for splices, or is back: its winders stop, or go on, and doffs that waited begin. */
export function onAirChanged(mill: Mill, winder: number, atMs: number): void {
  settleWinder(mill, winder, atMs)
  freeDoff(mill, winder, atMs)
  refresh(mill, winder, atMs)
}

/** A packing line has taken cones: a winder whose belt was full goes on. */
export function onBeltFreed(mill: Mill, winder: number, atMs: number): void {
  settleWinder(mill, winder, atMs)
  freeDoff(mill, winder, atMs)
  refresh(mill, winder, atMs)
}
