import { schedule } from '../kernel/calendar'
import type { Mill } from '../kernel/state'
import { onRovingStored } from '../ring-room/await-roving'
import { changeFeed, changeFull } from './carrier-change'
import {
  fillCarrier,
  firstInGroup,
  freeCarrier,
  groupsOf,
  newCarrier,
  storedOf,
  storeOf,
  takeFromStore,
} from './carriers'
import { isChuteRevived, lineOf } from './chute'
import { type FlowKind, Link } from './flow-kinds'
import { rateOf, settleMachine } from './flow-motion'
import { passesWatch } from './leveller-watch'
import { enter, isFor, waitFor } from './machine-state'
import { doubled, type Material, materialAt, putMaterial } from './material'
import { stopItself } from './own-stops'
import { isRovingStoreFull, refillCreel, storeSet } from './roving-sets'
import { noilShare, passStage, spreadCount } from './stage-effects'
import { fullKg } from './stage-times'
import { STAGES } from './stages'
import { requestTransport } from './transport'

const HOUR_MS = 3_600_000
/** Weights are compared with this tolerance, kg; events fall on whole milliseconds. */
const NEAR_KG = 1e-6
/** Laps travel in sets for a comber. */
const LAPS_IN_A_LOAD = 8

/** A machine with a carrier: its stop is over, its carrier is full, a place of its creel is empty, or it stops by itself. */
export function onMachine(mill: Mill, machine: number, atMs: number): void {
  const { flow } = mill.state
  settleMachine(mill, machine, atMs)
  flow.stopEndMs[machine] = 0
  if (!flow.running[machine]) {
    resume(mill, machine, atMs)
    return
  }
  const kind = mill.layout.flowKindOf[machine]!
  if (flow.packageKg[machine]! >= fullKg(mill.plan, kind) - NEAR_KG) finishCarrier(mill, machine, kind, atMs)
  else if (isCreelEmpty(mill, machine)) resume(mill, machine, atMs)
  else if (flow.untilStopMs[machine]! < 1) stopItself(mill, machine, atMs)
  else run(mill, machine, atMs)
}

/** The machine goes on if it has room for what it makes and material to make it of; otherwise it waits. */
export function resume(mill: Mill, machine: number, atMs: number): void {
  const kind = mill.layout.flowKindOf[machine]!
  if (!beginCarrier(mill, machine, kind)) waitFor(mill, machine, 'buffer-full', atMs)
  else if (hasFeed(mill, machine, kind, atMs)) run(mill, machine, atMs)
}

function run(mill: Mill, machine: number, atMs: number): void {
  const { flow } = mill.state
  const kind = mill.layout.flowKindOf[machine]!
  enter(mill, machine, 'producing', atMs)
  const perMs = rateOf(mill, machine) / HOUR_MS
  let waitMs = Math.min(flow.untilStopMs[machine]!, (fullKg(mill.plan, kind) - flow.packageKg[machine]!) / perMs)
  const { doublings } = STAGES[kind]
  if (doublings > 0) {
    const eachPerMs = perMs / (1 - flow.lossShare[machine]!) / doublings
    waitMs = Math.min(waitMs, (flow.creelNext[machine]! - flow.drained[machine]!) / eachPerMs)
  }
  schedule(mill.calendar, mill.layout.slots.machines + machine, Math.ceil(atMs + Math.max(1, waitMs)))
}

/** Before a new carrier is begun, there must be room for it; a machine that had none waits until there is some to spare. */
function beginCarrier(mill: Mill, machine: number, kind: FlowKind): boolean {
  const { flow, stores } = mill.state
  if (flow.begun[machine]) return true
  const { prep, flowFirst } = mill.layout
  if (kind === 'roving-frame') {
    if (isRovingStoreFull(mill, machine - flowFirst[kind])) return false
  } else {
    const link = prep.outLink[kind]
    const most = isFor(mill, machine, 'buffer-full') ? prep.restart[link]! : prep.capacity[link]! - 1
    const store = storeOf(mill, link, machine)
    if (stores.committed[store]! > most) return false
    stores.committed[store]! += 1
  }
  flow.begun[machine] = 1
  return true
}

/** True when the machine can run; otherwise it stops for the change, or waits for material. */
function hasFeed(mill: Mill, machine: number, kind: FlowKind, atMs: number): boolean {
  if (kind === 'card') {
    // A card that starves waits until its chute is well filled; one that merely stopped goes on.
    const line = lineOf(mill, machine)
    if (isChuteRevived(mill, line) || (!isFor(mill, machine, 'no-material') && mill.state.lines.chuteKg[line]! > 1))
      return true
    waitFor(mill, machine, 'no-material', atMs)
    return false
  }
  if (kind === 'roving-frame') {
    if (mill.state.flow.packageKg[machine]! > NEAR_KG) return true
    const filled = refillCreel(mill, machine, atMs)
    wakeProducers(mill, Link.finisherCan, atMs)
    if (!filled) waitFor(mill, machine, 'no-material', atMs)
    return filled
  }
  return refillPlaces(mill, machine, kind, atMs)
}

const isCreelEmpty = (mill: Mill, machine: number): boolean =>
  STAGES[mill.layout.flowKindOf[machine]!].doublings > 0 &&
  mill.state.flow.drained[machine]! >= mill.state.flow.creelNext[machine]! - NEAR_KG

/** Changes the carriers of a creel that have run out; the laps of a comber run out together and are changed together. */
function refillPlaces(mill: Mill, machine: number, kind: FlowKind, atMs: number): boolean {
  if (!isCreelEmpty(mill, machine)) return true
  const { creels, carriers, flow } = mill.state
  const { prep } = mill.layout
  const { doublings, feedReason } = STAGES[kind]
  const link = prep.inLink[kind]
  if (kind === 'comber' && storedOf(mill, link) < doublings) {
    waitFor(mill, machine, 'no-material', atMs)
    return false
  }
  const first = prep.creelFirst[machine]!
  let changed = 0
  let missing = false
  for (let place = first; place < first + doublings; place++) {
    if (creels.until[place]! > flow.drained[machine]! + NEAR_KG) continue
    const carrier = takeFromStore(mill, link, machine)
    if (carrier < 0) {
      missing = true
      break
    }
    freeCarrier(mill, creels.carrier[place]!)
    creels.carrier[place] = carrier
    creels.until[place]! += carriers.kg[carrier]!
    changed++
  }
  noteCreel(mill, machine, kind)
  if (changed > 0) wakeProducers(mill, link, atMs)
  if (missing) {
    waitFor(mill, machine, 'no-material', atMs)
    return false
  }
  const { feedMs } = mill.derived.stages[kind]
  if (feedMs === 0) return true
  changeFeed(mill, machine, changed, feedReason, feedMs * changed, atMs)
  return false
}

/** The next place of the creel to run out, and what the comber takes out of its laps. */
export function noteCreel(mill: Mill, machine: number, kind: FlowKind): void {
  const { creels, flow } = mill.state
  const first = mill.layout.prep.creelFirst[machine]!
  const { doublings } = STAGES[kind]
  let next = Number.POSITIVE_INFINITY
  for (let place = first; place < first + doublings; place++) next = Math.min(next, creels.until[place]!)
  flow.creelNext[machine] = next
  const { shortFibrePercent, stickiness } = doubled(mill.state.carriers, creels.carrier, first, doublings)
  if (kind === 'comber') flow.lossShare[machine] = noilShare(mill.plan, shortFibrePercent)
  flow.stickiness[machine] = stickiness
}

/** What a machine delivers at this moment, its chance deviations left out. */
export function deliveredBy(mill: Mill, machine: number): Material {
  const kind = mill.layout.flowKindOf[machine]!
  let material: Material
  if (kind === 'blowroom') material = materialAt(mill.state.lines, machine - mill.layout.flowFirst.blowroom)
  else if (kind === 'card') {
    material = materialAt(mill.state.lines, lineOf(mill, machine))
    passStage(mill, 'blowroom', machine, material)
  } else {
    material = doubled(
      mill.state.carriers,
      mill.state.creels.carrier,
      mill.layout.prep.creelFirst[machine]!,
      STAGES[kind].doublings,
    )
  }
  passStage(mill, kind, machine, material)
  return material
}

function finishCarrier(mill: Mill, machine: number, kind: FlowKind, atMs: number): void {
  const { flow } = mill.state
  const kg = flow.packageKg[machine]!
  flow.packages[machine]! += 1
  flow.packageKg[machine] = 0
  flow.begun[machine] = 0
  if (kind === 'roving-frame') {
    const frame = machine - mill.layout.flowFirst[kind]
    storeSet(mill, frame, flow.packages[machine]!, atMs)
    onRovingStored(mill)
  } else if (!sendCarrier(mill, machine, kind, kg, atMs)) return
  const { outMs } = mill.derived.stages[kind]
  changeFull(mill, machine, STAGES[kind].outReason, outMs, atMs)
}

/**
 * The full carrier waits to be fetched, or the eighth lap with its seven sisters. False for a can whose sliver is so far off count
 * that the machine has stopped for it: it is taken away and fed again.
 */
function sendCarrier(mill: Mill, machine: number, kind: FlowKind, kg: number, atMs: number): boolean {
  const { flow, stores, carriers, cans, mill: numbers } = mill.state
  const link = mill.layout.prep.outLink[kind]
  const store = storeOf(mill, link, machine)
  const material = deliveredBy(mill, machine)
  spreadCount(mill, kind, machine, material)
  const passes = kind !== 'finisher-draw' || passesWatch(mill, machine, material.count, atMs)
  flow.count[machine] = material.count
  if (!passes) {
    stores.committed[store]! -= 1
    numbers.softWasteKg += kg
    wakeProducers(mill, link, atMs)
    return false
  }
  stores.made[store]! += 1
  const number = link === Link.finisherCan ? numbers.cansMade : flow.packages[machine]!
  const carrier = newCarrier(mill, link, machine, number, kg, atMs)
  fillCarrier(mill, carrier, material)
  if (link === Link.finisherCan) {
    const row = numbers.cansMade % mill.layout.prep.cans
    putMaterial(cans, row, material)
    cans.number[row] = numbers.cansMade
    cans.finisher[row] = machine - mill.layout.flowFirst[kind]
    cans.madeMs[row] = atMs
    numbers.cansMade += 1
  }
  if (link === Link.lap) {
    carriers.next[carrier] = flow.pile[machine]!
    flow.pile[machine] = carrier
    if (flow.packages[machine]! % LAPS_IN_A_LOAD !== 0) return true
    flow.pile[machine] = -1
  }
  requestTransport(mill, carrier, machine, store, atMs)
  return true
}

/** Machines that waited for room go on while there is some. */
export function wakeProducers(mill: Mill, link: number, atMs: number): void {
  wake(mill, mill.layout.prep.producerOf[link], 'buffer-full', atMs)
}

/** Machines that waited for material go on while there is some. */
export function wakeConsumers(mill: Mill, link: number, atMs: number): void {
  wake(mill, mill.layout.prep.consumerOf[link], 'no-material', atMs)
}

/** Who has waited longest goes first; when there is nothing for one, there is nothing for the others of its group. */
function wake(mill: Mill, kind: FlowKind | undefined, reason: 'buffer-full' | 'no-material', atMs: number): void {
  if (!kind) return
  for (let group = 0; group < groupsOf(mill, kind); group++) {
    for (;;) {
      const machine = longestWaiting(mill, kind, group, reason)
      if (machine < 0) break
      resume(mill, machine, atMs)
      if (isFor(mill, machine, reason)) break
    }
  }
}

function longestWaiting(mill: Mill, kind: FlowKind, group: number, reason: 'buffer-full' | 'no-material'): number {
  const end = firstInGroup(mill, kind, group + 1)
  const { sinceMs } = mill.state.flow
  let longest = -1
  for (let machine = firstInGroup(mill, kind, group); machine < end; machine++) {
    if (!isFor(mill, machine, reason)) continue
    if (longest < 0 || sinceMs[machine]! < sinceMs[longest]!) longest = machine
  }
  return longest
}
