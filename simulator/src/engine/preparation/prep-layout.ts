import {
  type MillPlan,
  plannedRingKgPerHour,
  rovingKgPerSpindleHour,
  STAGE_EFFICIENCY,
  spinPlanFlows,
} from '@wanding/mill'
import { BALE_KG, COMBER_CAN_KG, COMBER_HEADS, FLOW_KINDS, type FlowKind, LINKS, Link } from './flow-kinds'
import { STAGES } from './stages'

/** What the stores between two stages hold, hours of the planned flow [EST]. */
const STORE_HOURS = [1.5, 1, 1, 1, 1] as const
/** What the roving store holds (domain 1.3: half a day). */
export const ROVING_STORE_HOURS = 12
/** A laydown lasts so long (domain 1.2: 7–8 h), and has at least so many bales. */
const LAYDOWN_HOURS = 7.5
const LEAST_LAYDOWN = 6
/** Producers that a full store has stopped go on when this share of it is free [EST]. */
const RESTART_SHARE = 0.12
/** Bobbins whose sliver is still to be named after they were hung: this much longer than one lasts, h [EST]. */
const RECORD_MARGIN_HOURS = 48
/** Finisher draws and roving frames that share a group of cans. */
const FINISHERS_PER_GROUP = 3
const ROVING_FRAMES_PER_GROUP = 2

/** Places and sizes of the material flow; derived from the plan alone. */
export interface PrepLayout {
  outLink: Readonly<Record<FlowKind, number>>
  inLink: Readonly<Record<FlowKind, number>>
  producerOf: readonly (FlowKind | undefined)[]
  consumerOf: readonly (FlowKind | undefined)[]
  /** For each link. */
  carrierKg: readonly number[]
  kgPerHour: readonly number[]
  groups: readonly number[]
  /** Carriers that a store of the link holds; those on the way and those being filled are counted. */
  capacity: readonly number[]
  restart: readonly number[]
  storeFirst: readonly number[]
  stores: number
  /** Where the queue of each store begins in the ring, and how long it is. */
  ringFirst: Int32Array
  ringSize: Int32Array
  ring: number
  /** First creel place of each machine. */
  creelFirst: Int32Array
  creelPlaces: number
  carriers: number
  /** Group of cans of each finisher draw and roving frame. */
  groupOfFinisher: Int32Array
  groupOfRoving: Int32Array
  rovingFrames: number
  rovingSpindles: number
  /** Doff sets that the store keeps for each roving frame. */
  setsKept: number
  /** Sets that one finisher can makes at its spindle, not rounded. */
  setsPerCan: number
  /** Time between two doffs of a roving frame that never waits, h. */
  setHours: number
  /** Generations of finisher cans that are remembered. */
  canGenerations: number
  cans: number
  /** Vehicles, or people who do their work where there are none. */
  vehicles: number
  /** Bales in one laydown of a line. */
  laydownBales: number
  lines: number
  lineOfCard: Int32Array
}

export function prepLayoutOf(plan: MillPlan, count: Readonly<Record<FlowKind, number>>): PrepLayout {
  const { machines, spinPlan } = plan
  const combing = spinPlan.material === 'cotton-combed'
  const flows = spinPlanFlows(spinPlan, plannedRingKgPerHour(plan))
  const none = Object.fromEntries(FLOW_KINDS.map((kind) => [kind, Link.none])) as Record<FlowKind, number>
  const outLink = {
    ...none,
    card: Link.cardCan,
    'breaker-draw': Link.breakerCan,
    'lap-former': Link.lap,
    comber: Link.comberCan,
    'finisher-draw': Link.finisherCan,
  }
  const inLink = {
    ...none,
    'breaker-draw': Link.cardCan,
    'lap-former': Link.breakerCan,
    comber: Link.lap,
    'finisher-draw': combing ? Link.comberCan : Link.breakerCan,
    'roving-frame': Link.finisherCan,
  }
  const producerOf: PrepLayout['producerOf'] = LINKS.map((_, link) =>
    FLOW_KINDS.find((kind) => outLink[kind] === link && count[kind] > 0),
  )
  const consumerOf: PrepLayout['consumerOf'] = LINKS.map((_, link) =>
    FLOW_KINDS.find((kind) => inLink[kind] === link && count[kind] > 0),
  )
  const finishers = count['finisher-draw']
  const frames = count['roving-frame']
  const groupCount = Math.max(
    1,
    Math.min(Math.floor(finishers / FINISHERS_PER_GROUP), Math.floor(frames / ROVING_FRAMES_PER_GROUP)),
  )
  const groups = LINKS.map((_, link) => (link === Link.finisherCan ? groupCount : 1))
  const carrierKg = [
    machines.cards.canKg,
    machines.breakerDraws.canKg,
    machines.lapFormers.lapKg,
    COMBER_CAN_KG,
    machines.finisherDraws.canKg,
  ]
  const kgPerHour = [flows.card, flows.breaker, flows.lap, flows.combed, flows.finisher]
  const rovingSpindles = machines.rovingFrames.spindlesPerFrame
  const setsPerCan = (machines.finisherDraws.canKg * (1 - spinPlan.loss.roving)) / spinPlan.rovingBobbinKg
  // A roving frame takes the cans of many spindles in one doff.
  const cansPerDoff = Math.ceil(rovingSpindles / setsPerCan)
  const least = [6, 6, 3 * COMBER_HEADS, 6, cansPerDoff * Math.ceil(frames / groupCount) + 6]
  const room = LINKS.map((_, link) =>
    Math.max(least[link]!, Math.ceil((STORE_HOURS[link]! * kgPerHour[link]!) / carrierKg[link]! / groups[link]!)),
  )
  // Beside what lies in store there is room for the carrier that each producer is filling.
  const capacity = LINKS.map((_, link) => {
    const producer = producerOf[link]
    return producer && consumerOf[link] ? room[link]! + Math.ceil(count[producer] / groups[link]!) : 0
  })
  const restart = capacity.map((most, link) => most - Math.max(1, Math.round(RESTART_SHARE * room[link]!)))

  const storeFirst: number[] = []
  let stores = 0
  for (const groupsOf of groups) {
    storeFirst.push(stores)
    stores += groupsOf
  }
  const ringFirst = new Int32Array(stores)
  const ringSize = new Int32Array(stores)
  let ring = 0
  let carriers = COMBER_HEADS * count['lap-former'] + 16
  LINKS.forEach((_, link) => {
    const producer = producerOf[link]
    const consumer = consumerOf[link]
    if (!producer || !consumer) return
    for (let group = 0; group < groups[link]!; group++) {
      const size = capacity[link]! + count[producer] + COMBER_HEADS * count[producer]
      ringFirst[storeFirst[link]! + group] = ring
      ringSize[storeFirst[link]! + group] = size
      ring += size
      carriers += size
    }
    carriers += count[consumer] * STAGES[consumer].doublings
  })

  const machinesInAll = FLOW_KINDS.reduce((sum, kind) => sum + count[kind], 0)
  const creelFirst = new Int32Array(machinesInAll)
  let creelPlaces = 0
  let machine = 0
  for (const kind of FLOW_KINDS) {
    for (let i = 0; i < count[kind]; i++) {
      creelFirst[machine++] = creelPlaces
      creelPlaces += STAGES[kind].doublings
    }
  }

  const perFrame = flows.roving / Math.max(1, frames)
  const setKg = rovingSpindles * spinPlan.rovingBobbinKg
  const rovingRate = rovingKgPerSpindleHour(spinPlan.rovingNe, machines.rovingFrames.flyerRpm)
  const setHours = spinPlan.rovingBobbinKg / rovingRate / STAGE_EFFICIENCY.rovingFrame
  const spindleKgPerHour = flows.roving / (plan.ringRoom.frames * plan.ringRoom.spindlesPerFrame)
  const bobbinHours = spinPlan.rovingBobbinKg / spindleKgPerHour
  const canGenerations =
    Math.ceil((bobbinHours + ROVING_STORE_HOURS + RECORD_MARGIN_HOURS) / (setHours * setsPerCan)) + 2

  const lines = count.blowroom
  return {
    outLink,
    inLink,
    producerOf,
    consumerOf,
    carrierKg,
    kgPerHour,
    groups,
    capacity,
    restart,
    storeFirst,
    stores,
    ringFirst,
    ringSize,
    ring,
    creelFirst,
    creelPlaces,
    carriers,
    groupOfFinisher: evenly(finishers, groupCount),
    groupOfRoving: evenly(frames, groupCount),
    rovingFrames: frames,
    rovingSpindles,
    setsKept: Math.max(3, Math.ceil((ROVING_STORE_HOURS * perFrame) / setKg) + 2),
    setsPerCan,
    setHours,
    canGenerations,
    cans: (canGenerations + 1) * frames * rovingSpindles + groupCount * capacity[Link.finisherCan]!,
    vehicles: machines.agvs.count,
    laydownBales: Math.max(LEAST_LAYDOWN, Math.round((LAYDOWN_HOURS * flows.bale) / Math.max(1, lines) / BALE_KG)),
    lines,
    lineOfCard: evenly(count.card, lines),
  }
}

/** Group of each of so many things, in runs as equal as they can be. */
export function evenly(things: number, groups: number): Int32Array {
  return Int32Array.from({ length: things }, (_, i) => Math.floor((i * groups) / things))
}

/** First of the things that are evenly in a group; of the group after the last, their number. */
export const firstOfGroup = (things: number, groups: number, group: number): number =>
  Math.ceil((group * things) / groups)
