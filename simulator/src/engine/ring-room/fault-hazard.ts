import { cleaningFactor, exp, SpindleState, travellerFactor } from '@wanding/mill'
import { isActive, onsetOf, severityAt } from '../faults/fault-table'
import { FrameStream } from '../kernel/layout'
import { nextUnit } from '../kernel/random'
import { frameStream, type Mill } from '../kernel/state'
import { breakEnd } from './ends'
import { travellerAgeHours } from './frame-motion'
import { lappingWith, residueAt, residueFactor } from './frame-residue'
import { stateOf } from './spindles'

const HOUR_MS = 3_600_000
/** Breaks rise by this for each per cent of yarn CVm (domain 2.4, f_fibre). */
const PER_CVM_PERCENT = 0.35
/** Breaks rise by these shares for each ISO number of a wrong traveller and each per cent of a wrong roving [EST]. */
const PER_TRAVELLER_NUMBER = 0.25
const PER_ROVING_PERCENT = 0.12
/** Residue on rollers and cots breaks ends besides those that lap, for each unit of their share [EST]. */
const PER_LAPPING_SHARE = 1.5
/** Suction that a frame can lose before ends that are down fly into their neighbours, and the loss at which all do, Pa [EST]. */
const SPARE_PA = 150
const HOPELESS_PA = 650
/** A lap takes a neighbour along this often where rollers and cots are sticky: 1–2 neighbours (domain 3) [EST]. */
const LAP_TAKES_NEIGHBOUR = 0.7
/** One end takes at most so many others along. */
const LONGEST_CHAIN = 4

/** What the faults of a frame make of its break rate; no lower later, as long as they last. */
export function faultFactor(mill: Mill, frame: number, atMs: number): number {
  return (
    exp(PER_CVM_PERCENT * severityAt(mill, 'cot-wear', frame, atMs)) *
    (1 + PER_TRAVELLER_NUMBER * severityAt(mill, 'wrong-traveller', frame, atMs)) *
    (1 + PER_ROVING_PERCENT * severityAt(mill, 'wrong-roving', frame, atMs)) *
    (1 + PER_LAPPING_SHARE * severityAt(mill, 'lapping-cluster', frame, atMs))
  )
}

/** What residue on its rollers makes of a frame's break rate. */
export const residueHazard = (mill: Mill, frame: number, atMs: number): number =>
  residueFactor(residueAt(mill, frame, atMs), mill.plan.ringRoom.breaks.lappingShare)

/** f_trav: by the age of the travellers, or by wear that is ahead of their age. */
export function travellerHazard(mill: Mill, frame: number, atMs: number): number {
  const life = mill.plan.ringRoom.travellerLifeH
  return Math.max(travellerFactor(travellerAgeHours(mill, frame, atMs), life), wearFactor(mill, frame, atMs))
}

/** f_trav of travellers that have worn faster than their hours say; 1 without that fault. */
export function wearFactor(mill: Mill, frame: number, atMs: number): number {
  const share = severityAt(mill, 'traveller-wear', frame, atMs)
  const life = mill.plan.ringRoom.travellerLifeH
  // Below this share wear does nothing yet, and the running-in is that of the real age.
  return share > 0.7 ? travellerFactor(Math.max(2, share * life), life) : 1
}

/** f_clean: fly gathers from the last cleaning on, or from when the travelling cleaner failed. */
export function cleanlinessHazard(mill: Mill, frame: number, atMs: number): number {
  const cleanedMs = mill.state.frames.cleanedMs[frame]!
  const severity = severityAt(mill, 'cleaner-failure', frame, atMs)
  if (severity === 0) return cleaningFactor((atMs - cleanedMs) / HOUR_MS, mill.effects.travellingCleaner)
  const sinceMs = Math.max(cleanedMs, onsetOf(mill, 'cleaner-failure', frame))
  return cleaningFactor((severity * (atMs - sinceMs)) / HOUR_MS, false)
}

/** Share of breaks that lap: what humidity and residue make, or what a cluster of laps leaves on the rollers. */
export function lappingOf(mill: Mill, frame: number, share: number, atMs: number): number {
  return Math.max(lappingWith(residueAt(mill, frame, atMs), share), severityAt(mill, 'lapping-cluster', frame, atMs))
}

/** Suction that a blocked filter costs a frame, Pa. */
export function suctionLossPa(mill: Mill, frame: number, atMs: number): number {
  return severityAt(mill, 'suction-filter-full', frame, atMs)
}

/** An end that came down takes neighbours along: it is not sucked off, or it laps on sticky rollers. */
export function takeNeighbours(mill: Mill, spindle: number, lapped: boolean, atMs: number): void {
  const frame = Math.floor(spindle / mill.layout.perFrame)
  const unsucked = (suctionLossPa(mill, frame, atMs) - SPARE_PA) / (HOPELESS_PA - SPARE_PA)
  const cover = isActive(mill, 'lapping-cluster', frame) ? 1 : residueAt(mill, frame, atMs)
  const sticky = lapped ? LAP_TAKES_NEIGHBOUR * cover : 0
  const share = Math.max(unsucked, sticky)
  if (share <= 0) return
  const { streams } = mill.state.kernel
  const stream = frameStream(mill, frame, FrameStream.breaks)
  const first = frame * mill.layout.perFrame
  const way = nextUnit(streams, stream) < 0.5 ? -1 : 1
  for (let far = 1; far <= LONGEST_CHAIN; far++) {
    const neighbour = spindle + way * far
    if (nextUnit(streams, stream) >= share) return
    if (neighbour < first || neighbour >= first + mill.layout.perFrame) return
    if (stateOf(mill, neighbour) !== SpindleState.producing) return
    breakEnd(mill, neighbour, atMs, sticky > unsucked ? 'lapping' : 'fly', 'running')
  }
}
