import { schedule } from '../kernel/calendar'
import { nextNormal, nextUnit } from '../kernel/random'
import type { Mill } from '../kernel/state'
import { createYarnStore } from '../yarn-store/create-yarn-store'
import { onBlowroom } from './blowroom'
import { clearCarriers, fillCarrier, groupOf, newCarrier, putIntoStore } from './carriers'
import { chuteFullKg, layDown } from './chute'
import { COMBER_HEADS, FLOW_KINDS, type FlowKind, LINKS, Link } from './flow-kinds'
import { flowPowerW, rateOf } from './flow-motion'
import { cottonOf, createLots, lotAt } from './lots'
import { drawStop, enter } from './machine-state'
import { noteCreel, resume } from './machines'
import { type Material, putMaterial } from './material'
import { takeConesFrom } from './packing'
import { canLeft, canOf, canOfSet } from './past-bobbins'
import { ROVING_STORE_HOURS } from './prep-layout'
import { setNumberOf, setPlace } from './roving-sets'
import { passAll, passStage, spreadCount } from './stage-effects'
import { dutyAt, fullKg, lossOf, stageKgPerHour } from './stage-times'
import { ROVING_BREAK_SHARE, STAGES } from './stages'
import { AT_CHARGER } from './vehicle-way'

const HOUR_MS = 3_600_000
/** Hours from the bale to each link when the mill runs to plan [EST, domain 1.3]; a finisher can is a day old before it is empty. */
const AGE_HOURS = [1, 3, 4.5, 6, 8] as const
/** How full the store of each link is when the mill runs to plan; the finisher draws have least in reserve [EST]. */
const STORE_SHARE = [0.92, 0.93, 0.7, 0.92, 0.76] as const
/** What a vehicle drives for a load, empty and with it, m [EST]. */
const MEAN_WAY_M = 90
/** Of the oldest set in the roving store at least this share is left: its frame is already making the next one [EST]. */
const LEAST_LEFT = 0.2
/** Combers and draw frames average many cards: deviation of a warm-start can's count, %, after levelling. */
const LEVELLED_COUNT = 0.15

/**
 * The preparation in the middle of its work: the material that four days and more have left in cans, laps and bobbins is worked
 * out from the plan (amounts, ages, lots), not simulated.
 */
export function createPreparation(mill: Mill, nowMs: number, installedHours: number): void {
  const { flowMachines, prep } = mill.layout
  clearCarriers(mill)
  mill.state.flow.pile.fill(-1)
  mill.state.vehicles.load.fill(-1)
  const pastHours = prep.canGenerations * prep.setsPerCan * prep.setHours + ROVING_STORE_HOURS
  createLots(mill, nowMs, pastHours)
  for (let machine = 0; machine < flowMachines; machine++) createCounters(mill, machine, nowMs, installedHours)
  createLines(mill, nowMs)
  // The cans in the creels of the roving frames and before them have the first numbers.
  mill.state.mill.cansMade = prep.canGenerations * prep.rovingFrames * prep.rovingSpindles
  createCans(mill, nowMs)
  LINKS.forEach((_, link) => {
    if (prep.consumerOf[link]) fillLink(mill, link, nowMs)
  })
  for (let vehicle = 0; vehicle < prep.vehicles; vehicle++) {
    mill.state.vehicles.batteryPercent[vehicle] =
      30 + 65 * nextUnit(mill.state.kernel.streams, mill.layout.streams.vehicles + vehicle)
    mill.state.vehicles.startMs[vehicle] = nowMs
    mill.state.vehicles.standsAt[vehicle] = AT_CHARGER
    const missions = Math.floor(missionsPerHour(mill) * installedHours)
    mill.state.vehicles.missions[vehicle] = missions
    mill.state.vehicles.metres[vehicle] = missions * MEAN_WAY_M
  }
}

/** Missions of one vehicle when the mill runs to plan: full cans, and laps in sets for a comber. */
function missionsPerHour({ layout: { prep } }: Mill): number {
  const loads = LINKS.map((_, link) => {
    const carriers = prep.kgPerHour[link]! / prep.carrierKg[link]!
    return prep.consumerOf[link] === undefined ? 0 : link === Link.lap ? carriers / COMBER_HEADS : carriers
  })
  return loads.reduce((sum, each) => sum + each, 0) / prep.vehicles
}

/** The machines begin: those run that have material and room. Called when the ring room is there. */
export function startPreparation(mill: Mill, nowMs: number): void {
  createYarnStore(mill, nowMs)
  takeConesFrom(mill)
  for (let machine = 0; machine < mill.layout.flowMachines; machine++) {
    const kind = mill.layout.flowKindOf[machine]!
    if (kind === 'blowroom') {
      enter(mill, machine, 'producing', nowMs)
      onBlowroom(mill, machine, nowMs)
    } else if (kind === 'packing') {
      enter(mill, machine, 'no-material', nowMs)
      schedule(mill.calendar, mill.layout.slots.machines + machine, nowMs + 1000)
    } else resume(mill, machine, nowMs)
  }
}

function plannedDuty(mill: Mill, kind: FlowKind): number {
  const { derived, layout } = mill
  const each = stageKgPerHour(mill.plan, kind, derived.plannedKgPerHour) / Math.max(1, layout.flowCount[kind])
  return dutyAt(each, derived.flowRates[kind])
}

/** Counters of a machine that has run for so many hours at the plan's rates. */
function createCounters(mill: Mill, machine: number, nowMs: number, installedHours: number): void {
  const { flow, kernel } = mill.state
  const stream = mill.layout.streams.machines + machine
  const kind = mill.layout.flowKindOf[machine]!
  const duty = plannedDuty(mill, kind)
  const hours = installedHours * (0.7 + 0.3 * nextUnit(kernel.streams, stream))
  const full = fullKg(mill.plan, kind)
  flow.sinceMs[machine] = nowMs
  flow.lossShare[machine] = lossOf(mill.plan, kind)
  flow.packages[machine] = Math.floor((hours * duty * rateOf(mill, machine)) / full)
  flow.packageKg[machine] = full * nextUnit(kernel.streams, stream)
  flow.kg[machine] = flow.packages[machine]! * full + flow.packageKg[machine]!
  flow.inKg[machine] = flow.kg[machine]! / (1 - flow.lossShare[machine]!)
  flow.runMs[machine] = hours * duty * HOUR_MS
  const meanW = duty * flowPowerW(mill, kind, true) + (1 - duty) * flowPowerW(mill, kind, false)
  flow.energyJ[machine] = meanW * hours * 3600
  flow.stops[machine] = Math.floor(flow.runMs[machine]! / mill.derived.stages[kind].runMs)
  if (kind === 'roving-frame') flow.breaks[machine] = Math.floor(flow.stops[machine]! * ROVING_BREAK_SHARE)
  flow.begun[machine] = 1
  const bias = nextNormal(kernel.streams, stream)
  flow.bias[machine] = Math.max(-2, Math.min(2, bias))
  drawStop(mill, machine)
}

function createLines(mill: Mill, nowMs: number): void {
  const { lines, kernel, flow } = mill.state
  for (let line = 0; line < mill.layout.prep.lines; line++) {
    const machine = mill.layout.flowFirst.blowroom + line
    putMaterial(lines, line, cottonOf(mill, lotAt(mill, nowMs)))
    lines.chuteKg[line] = chuteFullKg(mill) * 0.85
    lines.atMs[line] = nowMs
    layDown(mill, line, nowMs)
    const used = lines.laydownKg[line]! * nextUnit(kernel.streams, mill.layout.streams.machines + machine)
    lines.laydownKg[line]! -= used
    lines.baleKg[line] = flow.inKg[machine]!
    lines.laydowns[line] = Math.floor(flow.inKg[machine]! / lines.laydownKg[line]!)
  }
}

/** What a link carries on average, for material laid down at a moment of the past. */
function pastMaterial(mill: Mill, link: number, machine: number, baleMs: number): Material {
  const material = cottonOf(mill, lotAt(mill, baleMs))
  const { flowCount, prep } = mill.layout
  passAll(mill, 'blowroom', material)
  const last = prep.producerOf[link]!
  for (const kind of FLOW_KINDS) {
    if (kind === 'blowroom' || flowCount[kind] === 0) continue
    if (kind === last) {
      passStage(mill, kind, machine, material)
      break
    }
    passAll(mill, kind, material)
  }
  return material
}

/** Carriers of a link in its stores and in the creels of the next stage. */
function fillLink(mill: Mill, link: number, nowMs: number): void {
  const { stores, flow } = mill.state
  const { prep, flowFirst, flowCount } = mill.layout
  const producer = prep.producerOf[link]!
  const consumer = prep.consumerOf[link]!
  const each = (store: number, group: number) => {
    const sources = producersOf(mill, producer, group)
    const stored = Math.floor((prep.capacity[link]! - sources.length) * STORE_SHARE[link]!)
    for (let i = 0; i < stored; i++) {
      const machine = sources[i % sources.length]!
      const carrier = pastCarrier(mill, link, machine, nowMs)
      putIntoStore(mill, store, carrier)
      stores.committed[store]! += 1
    }
    stores.committed[store]! += sources.length
    stores.made[store] = sources.reduce((sum, machine) => sum + flow.packages[machine]!, 0)
  }
  for (let group = 0; group < prep.groups[link]!; group++) each(prep.storeFirst[link]! + group, group)
  if (STAGES[consumer].doublings === 0) return
  const makers = flowCount[producer]
  for (let i = 0; i < flowCount[consumer]; i++) fillCreel(mill, flowFirst[consumer] + i, consumer, link, makers, nowMs)
}

function producersOf(mill: Mill, kind: FlowKind, group: number): number[] {
  const first = mill.layout.flowFirst[kind]
  const all = Array.from({ length: mill.layout.flowCount[kind] }, (_, i) => first + i)
  return all.filter((machine) => groupOf(mill, machine) === group)
}

function pastCarrier(mill: Mill, link: number, machine: number, nowMs: number): number {
  const kind = mill.layout.flowKindOf[machine]!
  const material = pastMaterial(mill, link, machine, nowMs - AGE_HOURS[link]! * HOUR_MS)
  spreadCount(mill, kind, machine, material)
  if (link === Link.finisherCan) return pastFinisherCan(mill, machine, material, nowMs - 0.5 * HOUR_MS)
  const carrier = newCarrier(
    mill,
    link,
    machine,
    mill.state.flow.packages[machine]!,
    mill.layout.prep.carrierKg[link]!,
    nowMs - 0.5 * HOUR_MS,
  )
  fillCarrier(mill, carrier, material)
  return carrier
}

/** The places of a creel are part used, one after another; the laps of a comber all alike. */
function fillCreel(mill: Mill, machine: number, kind: FlowKind, link: number, makers: number, nowMs: number): void {
  const { creels, kernel, flow } = mill.state
  const { prep, flowFirst } = mill.layout
  const producer = prep.producerOf[link]!
  const first = prep.creelFirst[machine]!
  const { doublings } = STAGES[kind]
  const start = nextUnit(kernel.streams, mill.layout.streams.machines + machine)
  for (let place = 0; place < doublings; place++) {
    const carrier = pastCarrier(mill, link, flowFirst[producer] + ((machine + place) % makers), nowMs)
    creels.carrier[first + place] = carrier
    const share = kind === 'comber' ? start : (place + start) / doublings
    creels.until[first + place] = flow.drained[machine]! + prep.carrierKg[link]! * share
  }
  noteCreel(mill, machine, kind)
}

function pastFinisherCan(mill: Mill, machine: number, material: Material, madeMs: number): number {
  const { cans, mill: numbers } = mill.state
  const { prep, flowFirst } = mill.layout
  const row = numbers.cansMade % prep.cans
  putMaterial(cans, row, material)
  cans.number[row] = numbers.cansMade
  cans.finisher[row] = machine - flowFirst['finisher-draw']
  cans.madeMs[row] = madeMs
  const carrier = newCarrier(
    mill,
    Link.finisherCan,
    machine,
    numbers.cansMade,
    prep.carrierKg[Link.finisherCan]!,
    madeMs,
  )
  numbers.cansMade += 1
  fillCarrier(mill, carrier, material)
  return carrier
}

/** Finisher cans of the past, the oldest first, then the sets in the roving store that were made of the last of them. */
function createCans(mill: Mill, nowMs: number): void {
  const { cans, rovingCreels, rovingSets, flow } = mill.state
  const { prep, flowFirst } = mill.layout
  const { rovingFrames, rovingSpindles, canGenerations, setsPerCan, setHours } = prep
  for (let frame = 0; frame < rovingFrames; frame++) {
    const sources = producersOf(mill, 'finisher-draw', prep.groupOfRoving[frame]!)
    for (let back = canGenerations - 1; back >= 0; back--) {
      const madeMs = nowMs - (back + 0.5) * setsPerCan * setHours * HOUR_MS
      const means = sources.map((machine) =>
        pastMaterial(mill, Link.finisherCan, machine, madeMs - AGE_HOURS[Link.finisherCan] * HOUR_MS),
      )
      for (let place = 0; place < rovingSpindles; place++) {
        const source = (place + back) % sources.length
        const number = canOf(mill, frame, place, back)
        const row = number % prep.cans
        putMaterial(cans, row, means[source]!)
        cans.count[row]! +=
          LEVELLED_COUNT * nextNormal(mill.state.kernel.streams, mill.layout.streams.machines + sources[source]!)
        cans.number[row] = number
        cans.finisher[row] = sources[source]! - flowFirst['finisher-draw']
        cans.madeMs[row] = madeMs
      }
    }
    const machine = flowFirst['roving-frame'] + frame
    const { rovingBobbinKg, loss } = mill.plan.spinPlan
    const setKg = rovingBobbinKg / (1 - loss.roving)
    const progress = flow.packageKg[machine]! / fullKg(mill.plan, 'roving-frame')
    for (let place = 0; place < rovingSpindles; place++) {
      rovingCreels.can[frame * rovingSpindles + place] = canOf(mill, frame, place, 0)
      rovingCreels.until[frame * rovingSpindles + place] =
        flow.drained[machine]! + (1 - progress) * setKg + canLeft(frame, place) * prep.carrierKg[Link.finisherCan]!
    }
    // Older sets than doffs counted would have no number.
    const oldest = Math.ceil(canGenerations * setsPerCan) + prep.setsKept
    if (flow.packages[machine]! < oldest) {
      flow.kg[machine]! += (oldest - flow.packages[machine]!) * fullKg(mill.plan, 'roving-frame')
      flow.packages[machine] = oldest
    }
    // There is room for the set that is being made, and no more: the frames make what the ring room takes.
    const stored = prep.setsKept - 1
    for (let back = stored; back >= 1; back--) {
      const place = setPlace(mill, frame, rovingSets.stored[frame]!)
      rovingSets.stored[frame]! += 1
      rovingSets.number[place] = setNumberOf(mill, frame, flow.packages[machine]! - back + 1)
      rovingSets.left[place] = rovingSpindles
      rovingSets.madeMs[place] = nowMs - back * setHours * HOUR_MS
      for (let spindle = 0; spindle < rovingSpindles; spindle++) {
        rovingSets.can[place * rovingSpindles + spindle] = canOfSet(mill, frame, spindle, back)
      }
    }
    const oldestPlace = setPlace(mill, frame, 0)
    const u = nextUnit(mill.state.kernel.streams, mill.layout.streams.machines + machine)
    rovingSets.left[oldestPlace] = Math.max(1, Math.floor(rovingSpindles * (LEAST_LEFT + (1 - LEAST_LEFT) * u)))
  }
}
