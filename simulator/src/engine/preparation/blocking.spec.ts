import { STAGE_EFFICIENCY } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { advance, createMill, type Mill } from '../index'
import { releaseFrame, tripFrame } from '../ring-room/frames'
import { endJam, startJam } from '../winding/units'
import { palletKg } from '../yarn-store/pallet'
import { chuteAt, chuteFullKg } from './chute'
import { stopByFire } from './flow-faults'
import { COMBER_HEADS, type FlowKind, LINKS, Link, type LinkName } from './flow-kinds'
import { intakeOf, madeSince, rateOf } from './flow-motion'
import { isFor } from './machine-state'
import { conesMadeKg } from './packing'
import { release } from './release'
import { bobbinsStored } from './roving-sets'
import { STAGES } from './stages'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const START_MS = Date.UTC(2026, 0, 5)
const MOST_HOURS = 40
/** A stage that waits now and then runs at the plan on average; over some hours it may be this much below it. */
const BELOW_PLAN = 0.8

/** People enough that a machine that stops by itself waits for its walk only. */
const MANY = ['preparation', 'roving', 'maintenance-and-utilities'].map((post) => `staff.posts.${post}.persons=12`)
/** A mill that has run for an hour, in which nothing goes wrong by itself. */
function aMill(): Mill {
  const overrides = ['ringRoom.frames=12', 'faults.scale=0', ...MANY]
  const mill = createMill(loadMillPlan('jimo', overrides, import.meta.url), 7, START_MS)
  advance(mill, START_MS + HOUR_MS)
  return mill
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const machinesOf = ({ layout }: Mill, kind: FlowKind) =>
  Array.from({ length: layout.flowCount[kind] }, (_, i) => layout.flowFirst[kind] + i)
/** People stop all machines of a stage, and let them go on. */
const stop = (mill: Mill, kind: FlowKind) => {
  for (const machine of machinesOf(mill, kind)) stopByFire(mill, machine, 0, mill.state.mill.nowMs)
}
const goOn = (mill: Mill, kind: FlowKind) => {
  for (const machine of machinesOf(mill, kind)) release(mill, machine, mill.state.mill.nowMs)
}
const waitingOf = (mill: Mill, kind: FlowKind, reason: 'no-material' | 'buffer-full') =>
  machinesOf(mill, kind).filter((machine) => isFor(mill, machine, reason)).length

/** Hours until something is so, to the minute; NaN when it never is. */
function hoursUntil(mill: Mill, isSo: () => boolean): number {
  const fromMs = mill.state.mill.nowMs
  for (let minute = 0; minute <= MOST_HOURS * 60; minute++) {
    advance(mill, fromMs + minute * MINUTE_MS)
    if (isSo()) return minute / 60
  }
  return Number.NaN
}

function expectBetween(hours: number, least: number, most: number, what: string): void {
  expect(hours, what).toBeGreaterThanOrEqual(least - 1 / 60)
  expect(hours, what).toBeLessThanOrEqual(most + 1 / 60)
}

/** Kilograms of a link in store and on their way there; carriers that are being filled are not among them. */
function storedKg(mill: Mill, link: number): number {
  const { stores, flow } = mill.state
  const { prep } = mill.layout
  const begun = machinesOf(mill, prep.producerOf[link]!).filter((machine) => flow.begun[machine]).length
  const of = Array.from({ length: prep.groups[link]! }, (_, group) => stores.committed[prep.storeFirst[link]! + group]!)
  return (sum(of) - begun) * prep.carrierKg[link]!
}

/** Kilograms in the creels of the stage that takes a link's carriers. */
function creelKg(mill: Mill, link: number): number {
  const { creels, rovingCreels, flow } = mill.state
  const { prep, flowFirst } = mill.layout
  const consumer = prep.consumerOf[link]!
  const places = consumer === 'roving-frame' ? prep.rovingSpindles : STAGES[consumer].doublings
  return sum(
    machinesOf(mill, consumer).map((machine) => {
      const roving = consumer === 'roving-frame'
      const first = roving ? (machine - flowFirst[consumer]) * places : prep.creelFirst[machine]!
      const until = (roving ? rovingCreels.until : creels.until).subarray(first, first + places)
      return sum([...until].map((end) => end - flow.drained[machine]!))
    }),
  )
}

/** Cans that the roving frame lacks which lacks most: each place must have sliver for a whole set. */
function lackingCans(mill: Mill): number {
  const { rovingCreels, flow } = mill.state
  const { rovingSpindles } = mill.layout.prep
  const { spinPlan } = mill.plan
  const setKg = spinPlan.rovingBobbinKg / (1 - spinPlan.loss.roving)
  const lacking = machinesOf(mill, 'roving-frame').map((machine, frame) => {
    const until = rovingCreels.until.subarray(frame * rovingSpindles, (frame + 1) * rovingSpindles)
    return until.filter((end) => end < flow.drained[machine]! + setKg - 1e-6).length
  })
  return Math.max(...lacking)
}

describe.each(LINKS.map((name, link): [LinkName, number] => [name, link]))('the store of %ss', (_, link) => {
  const { prep } = aMill().layout
  const [producer, consumer] = [prep.producerOf[link]!, prep.consumerOf[link]!]
  const planned = prep.kgPerHour[link]!
  const carrier = prep.carrierKg[link]!

  it(`keeps ${consumer}s going when ${producer}s stand, and no longer than it lasts`, () => {
    const mill = aMill()
    const machines = machinesOf(mill, consumer)
    const { flow, stores } = mill.state
    const [stored, creel] = [storedKg(mill, link), creelKg(mill, link)]
    const taken = () => sum(machines.map((machine) => flow.inKg[machine]!))
    const before = taken()
    // A comber begins with a whole set of laps only, and a roving frame with a can for each spindle that has run out.
    const cansPerDoff = Math.ceil(prep.rovingSpindles / prep.setsPerCan)
    const atOnce = consumer === 'comber' ? COMBER_HEADS : consumer === 'roving-frame' ? cansPerDoff : 0
    const ready = sum(Array.from({ length: prep.groups[link]! }, (_, i) => stores.stored[prep.storeFirst[link]! + i]!))
    const usable = Math.max(0, ready - atOnce) * carrier
    const full = sum(machines.map((machine) => intakeOf(mill, machine)))
    stop(mill, producer)
    const first = hoursUntil(mill, () => waitingOf(mill, consumer, 'no-material') > 0)
    expectBetween(first, usable / full, (stored + creel) / (BELOW_PLAN * planned), 'the first waits')
    // Each goes on until a place of its creel is empty: at the longest as long as a carrier lasts there.
    const places = consumer === 'roving-frame' ? prep.rovingSpindles : STAGES[consumer].doublings
    const lasts = (carrier * places) / intakeOf(mill, machines[0]!)
    // Meanwhile one that has no room for what it makes keeps what it has.
    const roomless = new Map<number, number>()
    const all = hoursUntil(mill, () => {
      for (const machine of machines)
        if (isFor(mill, machine, 'buffer-full')) roomless.set(machine, (roomless.get(machine) ?? 0) + 1 / 60)
      return waitingOf(mill, consumer, 'no-material') === machines.length
    })
    expectBetween(all, 0, lasts / BELOW_PLAN + Math.max(0, ...roomless.values()), 'all wait')
    expect(taken() - before).toBeCloseTo(stored + creel - storedKg(mill, link) - creelKg(mill, link), 1)
    goOn(mill, producer)
    const load = link === Link.lap ? 8 * carrier : carrier
    const rate = rateOf(mill, machinesOf(mill, producer)[0]!)
    const [, longestMission] = mill.plan.machines.agvs.missionMinutes
    // A roving frame goes on when the finisher draws have made all the cans that it lacks.
    const cans = link === Link.finisherCan ? Math.ceil(lackingCans(mill) / mill.layout.flowCount['finisher-draw']) : 1
    const back = hoursUntil(mill, () => waitingOf(mill, consumer, 'no-material') < machines.length)
    expectBetween(back, 0, (cans * load) / rate / BELOW_PLAN + longestMission / 60, 'one goes on')
  })

  it(`takes in what ${producer}s make when ${consumer}s stand, and no more than it has room for`, () => {
    const mill = aMill()
    const machines = machinesOf(mill, producer)
    const { flow } = mill.state
    stop(mill, consumer)
    const room = sum(
      Array.from(
        { length: prep.groups[link]! },
        (_, group) => prep.capacity[link]! - mill.state.stores.committed[prep.storeFirst[link]! + group]!,
      ),
    )
    const filling = sum(machines.map((machine) => (flow.begun[machine] ? carrier - flow.packageKg[machine]! : 0)))
    const made = sum(machines.map((machine) => flow.kg[machine]!))
    const free = room * carrier + filling
    // What has been made since a machine was last booked is in its carrier already.
    const pending = sum(machines.map((machine) => madeSince(mill, machine, mill.state.mill.nowMs)))
    const each = rateOf(mill, machines[0]!)
    const all = hoursUntil(mill, () => waitingOf(mill, producer, 'buffer-full') === machines.length)
    // The last of them may fill its carrier alone.
    expectBetween(
      all,
      (free - pending) / (each * machines.length),
      free / (BELOW_PLAN * planned) + carrier / each,
      'all wait',
    )
    expect(sum(machines.map((machine) => flow.kg[machine]!)) - made).toBeCloseTo(free, 1)
    goOn(mill, consumer)
    const places = consumer === 'roving-frame' ? prep.rovingSpindles : STAGES[consumer].doublings
    const lasts = (carrier * places) / intakeOf(mill, machinesOf(mill, consumer)[0]!)
    const back = hoursUntil(mill, () => waitingOf(mill, producer, 'buffer-full') < machines.length)
    expectBetween(back, 0, (consumer === 'roving-frame' ? prep.setHours : lasts) / BELOW_PLAN, 'one goes on')
  })
})

describe('the chutes', () => {
  const draw = (mill: Mill) => sum(machinesOf(mill, 'card').map((card) => intakeOf(mill, card)))

  it('keep the cards going for minutes when the blowroom stands', () => {
    const mill = aMill()
    const kg = chuteAt(mill, 0, mill.state.mill.nowMs)
    stop(mill, 'blowroom')
    const all = hoursUntil(mill, () => waitingOf(mill, 'card', 'no-material') === mill.layout.flowCount.card)
    expectBetween(all, kg / draw(mill), kg / (BELOW_PLAN * mill.layout.prep.kgPerHour[Link.cardCan]!), 'all wait')
    goOn(mill, 'blowroom')
    // They start again when a good part of the chutes is filled, which the line does in a minute or two.
    const back = hoursUntil(mill, () => waitingOf(mill, 'card', 'no-material') === 0)
    expectBetween(back, 0, chuteFullKg(mill) / mill.derived.flowRates.blowroom, 'all go on')
  })

  it('are full minutes after the cards stand, and low minutes after they go on', () => {
    const mill = aMill()
    stop(mill, 'card')
    const room = chuteFullKg(mill) - chuteAt(mill, 0, mill.state.mill.nowMs)
    const full = hoursUntil(mill, () => waitingOf(mill, 'blowroom', 'buffer-full') === 1)
    // A line that is between its two levels fills when it is low only.
    expectBetween(full, 0, room / mill.derived.flowRates.blowroom, 'the line waits')
    goOn(mill, 'card')
    const back = hoursUntil(mill, () => waitingOf(mill, 'blowroom', 'buffer-full') === 0)
    expectBetween(
      back,
      (0.3 * chuteFullKg(mill)) / draw(mill) / 2,
      (0.3 * chuteFullKg(mill)) / (0.5 * draw(mill)),
      'it goes on',
    )
  })
})

describe('the roving store', () => {
  const stored = (mill: Mill) =>
    sum(machinesOf(mill, 'roving-frame').map((_, frame) => bobbinsStored(mill, frame))) *
    mill.plan.spinPlan.rovingBobbinKg
  const planned = (mill: Mill) => mill.layout.prep.kgPerHour[Link.finisherCan]! * (1 - mill.plan.spinPlan.loss.roving)

  it('keeps the ring room going when the roving frames stand, and no longer than it lasts', () => {
    const mill = aMill()
    const kg = stored(mill)
    stop(mill, 'roving-frame')
    const first = hoursUntil(mill, () => mill.state.mill.awaitRoving > 0)
    expectBetween(first, kg / planned(mill) / 1.3, kg / (BELOW_PLAN * planned(mill)), 'the first spindle waits')
    const hung = mill.state.mill.rovingHungKg
    goOn(mill, 'roving-frame')
    const back = hoursUntil(mill, () => mill.state.mill.rovingHungKg > hung)
    expectBetween(back, 0, mill.layout.prep.setHours + 0.5, 'bobbins are hung again')
  })

  it('takes in what the roving frames make when the ring frames stand, and no more than it has room for', () => {
    const mill = aMill()
    const frames = Array.from({ length: mill.layout.frames }, (_, frame) => frame)
    for (const frame of frames) tripFrame(mill, frame, 0, mill.state.mill.nowMs)
    const { setsKept, setHours } = mill.layout.prep
    const sets = Math.max(...mill.state.rovingSets.stored.map((count) => setsKept - count))
    const least = Math.min(...mill.state.rovingSets.stored.map((count) => setsKept - count))
    // Who is creeling goes on, so that the oldest set may leave room for one more.
    const all = hoursUntil(
      mill,
      () => waitingOf(mill, 'roving-frame', 'buffer-full') === mill.layout.flowCount['roving-frame'],
    )
    expectBetween(
      all,
      (least - 1) * setHours * STAGE_EFFICIENCY.rovingFrame,
      ((sets + 1) * setHours) / BELOW_PLAN,
      'all wait',
    )
    for (const frame of frames) releaseFrame(mill, frame, 0, mill.state.mill.nowMs)
    const set = mill.layout.prep.rovingSpindles * mill.plan.spinPlan.rovingBobbinKg
    const back = hoursUntil(mill, () => waitingOf(mill, 'roving-frame', 'buffer-full') === 0)
    // Every frame has taken a set of its own out of the store, however much of the oldest was left.
    expectBetween(back, 0, (mill.layout.prep.rovingFrames * set) / (BELOW_PLAN * planned(mill)) + 1, 'all go on')
  })
})

describe('the packing line', () => {
  it('packs what the winders have given when they stand, and goes on when they do', () => {
    const mill = aMill()
    const winders = Array.from({ length: mill.layout.frames }, (_, winder) => winder)
    for (const winder of winders) startJam(mill, winder, mill.state.mill.nowMs)
    // The units wind on for as long as they hold cops; then no more cones come.
    advance(mill, mill.state.mill.nowMs + 10 * MINUTE_MS)
    const made = conesMadeKg(mill)
    const line = machinesOf(mill, 'packing')[0]!
    const pallet = palletKg(mill.plan)
    const waiting = made - mill.state.mill.conesTakenKg
    const left = mill.state.flow.running[line] ? pallet - mill.state.flow.packageKg[line]! : 0
    const packs = left + Math.floor(waiting / pallet) * pallet
    const dry = hoursUntil(mill, () => waitingOf(mill, 'packing', 'no-material') === 1)
    expectBetween(dry, 0, packs / rateOf(mill, line) / BELOW_PLAN, 'the line waits')
    const pallets = mill.state.flow.packages[line]!
    advance(mill, mill.state.mill.nowMs + 6 * HOUR_MS)
    expect(conesMadeKg(mill)).toBeCloseTo(made, 6)
    expect(mill.state.flow.packages[line]! - pallets).toBe(0)
    for (const winder of winders) endJam(mill, winder, mill.state.mill.nowMs)
    const back = hoursUntil(mill, () => waitingOf(mill, 'packing', 'no-material') === 0)
    // It looks for a pallet's cones every three hours at the longest.
    expectBetween(back, 0, pallet / (BELOW_PLAN * mill.derived.plannedKgPerHour) + 3, 'it goes on')
  })
})
