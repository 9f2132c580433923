import { REASON_CODES, type ReasonCode } from '@wanding/mill'
import { woundRow } from '../kernel/articles'
import { schedule } from '../kernel/calendar'
import { FrameSlot, WINDER_SLOTS, WinderSlot } from '../kernel/layout'
import { nextExponential } from '../kernel/random'
import { frameSlot, type Mill, Phase } from '../kernel/state'
import { beltCones, beltRoomKg, conesOnBelt } from './cone-belt'
import { copsInPiles } from './cop-piles'
import { redPerJoint, SPLICE_FAILURE_SHARE, triesPerJoint, unitCopsPerMs } from './unit-rates'
import { windByMean } from './wind-by-mean'
import { stateTally, windCops } from './wind-cops'
import { countMixed } from './wrong-tubes'

/** Specific energy of winding, kWh/kg (domain 1.4). */
const WINDING_KWH_PER_KG = 0.32
/** Part of a winder's power that runs on while no unit winds: suction, control [EST]. */
export const STANDING_POWER_SHARE = 0.35
/** Below this a part of a cop is rounding. */
const NOTHING = 1e-6
/** A belt that is nearly full is looked at again after this time: what cuts will cost is not known before. */
const BELT_LOOK_MS = 1000
export const winderSlot = (mill: Mill, winder: number, slot: number): number =>
  mill.layout.slots.winders + winder * WINDER_SLOTS + slot

/** Power with all units winding, W, at which a winder under its planned load uses the specific energy of winding. */
export function winderRunW(kgPerHour: number, load: number): number {
  const meanShare = STANDING_POWER_SHARE + (1 - STANDING_POWER_SHARE) * load
  return (WINDING_KWH_PER_KG * kgPerHour * 1000) / meanShare
}

/** Power of a winder, W, of whose units so many wind. */
export function winderPowerW(mill: Mill, winder: number): number {
  const share = mill.state.winders.active[winder]! / mill.layout.unitsPerWinder
  return mill.derived.winderRunW * (STANDING_POWER_SHARE + (1 - STANDING_POWER_SHARE) * share)
}

/** Cops wound since the winder was last settled, parts of cops included. */
export function copsSince(mill: Mill, winder: number, atMs: number): number {
  const { winders } = mill.state
  const cops = winders.copsPerMs[winder]! * (atMs - winders.sinceMs[winder]!)
  return Math.min(reachable(mill, winder), cops)
}

/** Cops that the units can come at: without a link, those in the magazines. */
function reachable(mill: Mill, winder: number): number {
  const { winders } = mill.state
  const backlog = winders.backlogCops[winder]!
  return mill.effects.linkWinding ? backlog : Math.min(backlog, winders.magazineCops[winder]!)
}

/** Energy used since the winder was last settled, J. */
export function winderEnergySince(mill: Mill, winder: number, atMs: number): number {
  return (winderPowerW(mill, winder) * (atMs - mill.state.winders.sinceMs[winder]!)) / 1000
}

/** Books what has been wound up to now; called before anything changes that the winding depends on. */
export function settleWinder(mill: Mill, winder: number, atMs: number): void {
  const { winders, wound } = mill.state
  const elapsed = atMs - winders.sinceMs[winder]!
  if (elapsed <= 0) return
  winders.energyJ[winder]! += winderEnergySince(mill, winder, atMs)
  if (winders.backlogCops[winder]! > 0) {
    winders.loadedMs[winder]! += elapsed
    winders.redUnitMs[winder]! += elapsed * redUnits(mill, winder)
  }
  const cops = copsSince(mill, winder, atMs)
  winders.sinceMs[winder] = atMs
  if (cops <= 0) return
  const before = winders.cops[winder]!
  const after = before + cops
  const tally = stateTally(mill, winder)
  const whole = Math.floor(after) - Math.floor(before)
  if (mill.windsEachCop) windCops(mill, winder, Math.floor(before), Math.floor(after), tally)
  else windByMean(mill, winder, whole, tally)
  winders.cops[winder] = after
  const row = woundRow(mill, winder)
  wound.kg[row]! += cops * winders.copKg[winder]!
  countMixed(mill, winder, cops * winders.copKg[winder]!)
  winders.position[winder] = tally.position
  wound.cuts[row]! += tally.cuts
  winders.rejected[winder]! += tally.rejected
  winders.rejectedDoff[winder]! += tally.rejected
  const failing = meanFailureShare(mill, winder)
  const tries = (whole + tally.cuts) * triesPerJoint(failing)
  winders.spliceTries[winder]! += tries
  winders.spliceFailures[winder]! += tries * failing
  const left = winders.backlogCops[winder]! - cops
  winders.backlogCops[winder] = left > NOTHING ? left : 0
  if (!mill.effects.linkWinding) {
    winders.magazineCops[winder] = Math.max(0, winders.magazineCops[winder]! - cops)
    if (winders.magazineCops[winder]! < NOTHING) winders.magazineCops[winder] = 0
  }
}

const redUnits = (mill: Mill, winder: number): number => {
  const { red } = mill.state.windingUnits
  const first = winder * mill.layout.unitsPerWinder
  let count = 0
  for (let unit = first; unit < first + mill.layout.unitsPerWinder; unit++) count += red[unit]!
  return count
}

/** Share of splices that fail on the units that wind. */
export function meanFailureShare(mill: Mill, winder: number): number {
  const { red, failureShare } = mill.state.windingUnits
  const first = winder * mill.layout.unitsPerWinder
  let sum = 0
  let count = 0
  for (let unit = first; unit < first + mill.layout.unitsPerWinder; unit++) {
    if (red[unit]) continue
    sum += failureShare[unit]!
    count++
  }
  return count > 0 ? sum / count : SPLICE_FAILURE_SHARE
}

/** What holds all units of a winder up. */
function heldBy(mill: Mill, winder: number): ReasonCode | undefined {
  const { winders, airMains, frames } = mill.state
  if (frames.tripped[winder]) return 'voltage-sag'
  if (winders.dry[winder]) return 'transport-jam'
  if (airMains.low[mill.layout.mainOfFrame[winder]!]) return 'air-pressure-low'
  if (conesOnBelt(mill, winder) >= beltCones(mill)) return 'buffer-full'
  return reachable(mill, winder) > 0 ? undefined : 'waiting-for-bobbins'
}

/** Works the speed of a winder out anew, and when something happens next; the winder must be settled. */
export function refresh(mill: Mill, winder: number, atMs: number): void {
  const { winders, windingUnits, kernel } = mill.state
  const held = heldBy(mill, winder)
  let active = 0
  let copsPerMs = 0
  let redPerMs = 0
  if (held === undefined) {
    const first = winder * mill.layout.unitsPerWinder
    for (let unit = first; unit < first + mill.layout.unitsPerWinder; unit++) {
      if (windingUnits.red[unit]) continue
      const rate = unitCopsPerMs(mill, winder, unit)
      const joints = 1 + winders.meanCuts[winder]! * windingUnits.cutFactor[unit]!
      active++
      copsPerMs += rate
      redPerMs += rate * joints * redPerJoint(windingUnits.failureShare[unit]!)
    }
  }
  winders.active[winder] = active
  winders.copsPerMs[winder] = copsPerMs
  winders.redPerMs[winder] = redPerMs
  tellState(mill, winder, held ?? (active > 0 ? 'producing' : 'stopped'), atMs)
  const stream = mill.layout.streams.winders + winder
  const redMs = redPerMs > 0 ? nextExponential(kernel.streams, stream) / redPerMs : Number.POSITIVE_INFINITY
  schedule(mill.calendar, winderSlot(mill, winder, WinderSlot.alarm), Math.ceil(atMs + redMs))
  scheduleSupply(mill, winder, atMs)
}

function tellState(mill: Mill, winder: number, reason: ReasonCode, atMs: number): void {
  const { winders } = mill.state
  const code = REASON_CODES.indexOf(reason)
  if (winders.reason[winder] === code) return
  winders.reason[winder] = code
  mill.onEvent?.({
    kind: 'machine',
    atMs,
    machine: 'winder',
    index: winder,
    state: reason === 'producing' ? 'Executing' : 'NotExecuting',
    reason,
  })
}

/**
 * Sets when the winder runs out of cops, goes over to those of another article, has room for the doff that waits, or has filled its
 * belt with cones.
 */
function scheduleSupply(mill: Mill, winder: number, atMs: number): void {
  const { winders } = mill.state
  const rate = winders.copsPerMs[winder]!
  const inTurn = copsInPiles(mill, mill.state.copsInTurn, winder)
  if (winders.backlogCops[winder] === 0 && inTurn > 0) {
    schedule(mill.calendar, winderSlot(mill, winder, WinderSlot.supply), atMs)
    return
  }
  let cops = reachable(mill, winder)
  if (winders.doffWaits[winder]) cops = Math.min(cops, winders.backlogCops[winder]! + inTurn - bufferCops(mill))
  if (!mill.effects.linkWinding && winders.magazineCops[winder]! > lowMagazines(mill))
    cops = Math.min(cops, winders.magazineCops[winder]! - lowMagazines(mill))
  const beltMs = beltRoomKg(mill, winder) / (winders.copKg[winder]! * rate) + BELT_LOOK_MS
  const waitMs = rate > 0 ? Math.max(1, Math.ceil(Math.min(cops / rate, beltMs))) : Number.POSITIVE_INFINITY
  schedule(mill.calendar, winderSlot(mill, winder, WinderSlot.supply), atMs + waitMs)
}

/** Cops that may be left in the winder's buffer when the next doff comes. */
export const bufferCops = (mill: Mill): number =>
  mill.plan.machines.winders.bufferCopsPerUnit * mill.layout.unitsPerWinder

/** Magazines half empty: they want filling. */
export const lowMagazines = (mill: Mill): number =>
  (mill.plan.machines.winders.magazineCops * mill.layout.unitsPerWinder) / 2

/** Lets the frame doff, if it waits for room and there is some now. */
export function freeDoff(mill: Mill, winder: number, atMs: number): void {
  const { winders, frames } = mill.state
  if (!winders.doffWaits[winder] || doffBlockedBy(mill, winder) !== undefined) return
  winders.doffWaits[winder] = 0
  if (frames.phase[winder] === Phase.waitingForDoffer)
    schedule(mill.calendar, frameSlot(mill, winder, FrameSlot.phase), atMs)
}

/** What keeps a frame from doffing: no room for its cops, or no air for the doffer's grippers. */
export function doffBlockedBy(mill: Mill, frame: number): 'buffer-full' | 'air-pressure-low' | undefined {
  const { winders, airMains, copsInTurn } = mill.state
  if (airMains.low[mill.layout.mainOfFrame[frame]!]) return 'air-pressure-low'
  if (!mill.effects.linkWinding) return undefined
  const held = winders.backlogCops[frame]! + copsInPiles(mill, copsInTurn, frame)
  const left = held - copsSince(mill, frame, mill.state.mill.nowMs)
  return left > bufferCops(mill) + NOTHING ? 'buffer-full' : undefined
}

/** The frame waits with full cops; the winder says when it has room. */
export function holdDoff(mill: Mill, frame: number, atMs: number): void {
  mill.state.winders.doffWaits[frame] = 1
  settleWinder(mill, frame, atMs)
  refresh(mill, frame, atMs)
}
