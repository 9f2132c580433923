import {
  FAULT_KINDS,
  type MachineKind,
  type MillPlan,
  machineIdOf,
  type RangePlan,
  ROLES,
  ROUND_TASKS,
  type Role,
} from '@wanding/mill'
import { FLOW_KINDS, type FlowKind } from '../preparation/flow-kinds'
import { type PrepLayout, prepLayoutOf } from '../preparation/prep-layout'
import { type YarnStoreLayout, yarnStoreLayoutOf } from '../yarn-store/pallet'

export { FLOW_KINDS, type FlowKind }

/** Trades of the ring room, whom its events wake: persons of the posts that have one of the roles, or the robots. */
export const ActorKind = { tenter: 0, doffer: 1, mechanic: 2, fitter: 3, robot: 4 } as const
export type ActorKindCode = (typeof ActorKind)[keyof typeof ActorKind]
export const TENTER_ROLES = ['ring-piecing', 'ring-creeling', 'ring-patrol', 'ring-cleaning'] as const
const ROLES_OF_TRADE: readonly (readonly Role[])[] = [
  TENTER_ROLES,
  ['ring-doffing', 'cop-transport'],
  ['shift-mechanics'],
  ['day-fitters'],
]
/** Calls that machines in other departments may have waiting at once, beside one for each of their positions. */
const CALLS_PER_MACHINE = 8

/** Random streams of a ring frame; each thing a frame decides has its own, so that one does not shift another. */
export const FrameStream = { spindles: 0, breaks: 1, roving: 2, stops: 3 } as const
export const FRAME_STREAMS = ['spindles', 'breaks', 'roving', 'stops'] as const

/** Sources of events of a ring frame. The order decides at equal times: a frame changes phase before its ends break. */
export const FrameSlot = { phase: 0, call: 1, stop: 2, hazard: 3, runOut: 4, creel: 5, patrol: 6, clean: 7 } as const
export const FRAME_SLOTS = 8

/** Sources of events of a winder: out of cops or room for a doff, red light, run dry in a jam. */
export const WinderSlot = { supply: 0, alarm: 1, dry: 2 } as const
export const WINDER_SLOTS = 3

/** Sources of events of the mill as a whole. */
export const MillSlot = {
  shift: 0,
  demand: 1,
  orders: 2,
  faults: 3,
  served: 4,
  quarter: 5,
  crane: 6,
  truck: 7,
} as const
export const MILL_SLOTS = 8

/** Where everything of a plan has its place in the arrays; derived from the plan alone. */
export interface Layout {
  frames: number
  perFrame: number
  spindles: number
  /** Counts that frames can spin: that of the spin plan and the others. */
  articles: number
  zones: number
  airMains: number
  feeders: number
  flowMachines: number
  /** First flow machine of each kind, and their number. */
  flowFirst: Readonly<Record<FlowKind, number>>
  flowCount: Readonly<Record<FlowKind, number>>
  flowKindOf: readonly FlowKind[]
  prep: PrepLayout
  yarnStore: YarnStoreLayout
  actors: number
  /** Actors post by post in order of the plan; the robots are the last post. */
  postFirst: readonly number[]
  postCount: readonly number[]
  postOf: Uint8Array
  robotPost: number
  /** Who does a role; -1 for nobody. */
  postOfRole: Readonly<Record<Role, number>>
  /** Posts of each trade, as bits. */
  postsOfTrade: readonly number[]
  /** Posts that ride e-scooters, as bits: those of the ring room and of the winders in it. */
  ridingPosts: number
  /** Calls that can wait at once. */
  calls: number
  zoneOfFrame: Int32Array
  mainOfFrame: Int32Array
  feederOfFrame: Int32Array
  unitsPerWinder: number
  streams: {
    count: number
    frames: number
    zones: number
    machines: number
    winders: number
    actors: number
    weather: number
    faultKinds: number
    work: number
    lots: number
    vehicles: number
    crane: number
  }
  slots: {
    count: number
    zones: number
    airMains: number
    feeders: number
    mill: number
    rounds: number
    faultKinds: number
    machines: number
    vehicles: number
    winders: number
    frames: number
    actors: number
  }
}

export function layoutOf(plan: MillPlan): Layout {
  const { frames, spindlesPerFrame } = plan.ringRoom
  const zones = plan.zones.length
  const flowCount = flowCounts(plan)
  const flowFirst = {} as Record<FlowKind, number>
  const flowKindOf: FlowKind[] = []
  for (const kind of FLOW_KINDS) {
    flowFirst[kind] = flowKindOf.length
    for (let i = 0; i < flowCount[kind]; i++) flowKindOf.push(kind)
  }
  const posts = postsOf(plan)
  const actors = posts.postOf.length
  const flowMachines = flowKindOf.length
  const prep = prepLayoutOf(plan, flowCount)

  let next = 0
  const place = (count: number) => {
    const first = next
    next += count
    return first
  }
  const streams = {
    frames: place(frames * FRAME_STREAMS.length),
    zones: place(zones),
    machines: place(flowMachines),
    winders: place(frames),
    actors: place(actors),
    weather: place(1),
    faultKinds: place(FAULT_KINDS.length),
    work: place(1),
    lots: place(1),
    vehicles: place(prep.vehicles),
    crane: place(1),
  }
  const streamCount = next
  next = 0
  const slots = {
    zones: place(zones),
    airMains: place(plan.airMains.length),
    feeders: place(plan.feeders.length),
    mill: place(MILL_SLOTS),
    rounds: place(ROUND_TASKS.length),
    faultKinds: place(FAULT_KINDS.length),
    machines: place(flowMachines),
    vehicles: place(prep.vehicles),
    winders: place(frames * WINDER_SLOTS),
    frames: place(frames * FRAME_SLOTS),
    actors: place(actors),
  }
  return {
    frames,
    perFrame: spindlesPerFrame,
    spindles: frames * spindlesPerFrame,
    articles: 1 + plan.articles.length,
    zones,
    airMains: plan.airMains.length,
    feeders: plan.feeders.length,
    flowMachines,
    flowFirst,
    flowCount,
    flowKindOf,
    prep,
    yarnStore: yarnStoreLayoutOf(plan),
    actors,
    ...posts,
    calls: callCapacity(plan, flowMachines),
    zoneOfFrame: groupOfFrame(plan.zones, frames),
    mainOfFrame: groupOfFrame(plan.airMains, frames),
    feederOfFrame: groupOfFrame(plan.feeders, frames),
    unitsPerWinder: plan.machines.winders.spindlesPerMachine,
    streams: { ...streams, count: streamCount },
    slots: { ...slots, count: next },
  }
}

/** Index of the group that each frame belongs to. */
export function groupOfFrame(ranges: readonly RangePlan[], frames: number): Int32Array {
  const groups = new Int32Array(frames)
  ranges.forEach(({ frames: [first, last] }, group) => {
    groups.fill(group, first - 1, last)
  })
  return groups
}

/** Name of a ring frame's stream; free of the mill's size, so a longer room has the same first frames. */
export const streamName = (kind: string, index: number, part = ''): string => `${kind}/${index + 1}/${part}`

/** How many machines of a kind the mill has; mill and crew are one each. */
export function installedOf(plan: MillPlan, kind: MachineKind): number {
  const { machines } = plan
  switch (kind) {
    case 'mill':
    case 'crew':
      return 1
    case 'ring-frame':
      return plan.ringRoom.frames
    case 'winder':
      return machines.winders.count
    case 'air-conditioning':
      return plan.zones.length
    case 'compressed-air':
      return plan.airMains.length
    case 'electricity':
      return plan.feeders.length
    case 'agv':
      // Without S6 people push carts.
      return plan.measures.includes('S6') ? machines.agvs.count : 0
    case 'store':
      return 1
    default:
      return flowCounts(plan)[kind]
  }
}

export function idOf(plan: MillPlan, kind: MachineKind, index: number): string {
  return machineIdOf(kind, index + 1, installedOf(plan, kind))
}

function flowCounts({ machines, spinPlan }: MillPlan): Record<FlowKind, number> {
  const combing = spinPlan.material === 'cotton-combed'
  return {
    blowroom: machines.blowroomLines.count,
    card: machines.cards.count,
    'breaker-draw': machines.breakerDraws.count,
    'lap-former': combing ? machines.lapFormers.count : 0,
    comber: combing ? machines.combers.count : 0,
    'finisher-draw': machines.finisherDraws.count,
    'roving-frame': machines.rovingFrames.count,
    packing: machines.packingLines.count,
  }
}

function postsOf({ staff, measures }: MillPlan) {
  const postCount = staff.posts.map(({ roles, persons }) =>
    // The other fitters overhaul machines by plan.
    roles.includes('day-fitters') ? Math.min(staff.fittersOnSpindles, persons) : persons,
  )
  postCount.push(measures.includes('S9') ? staff.robots.count : 0)
  const robotPost = staff.posts.length
  const postFirst = postCount.map((_, post) => postCount.slice(0, post).reduce((sum, count) => sum + count, 0))
  const postOfRole = Object.fromEntries(
    ROLES.map((role) => [role, staff.posts.findIndex(({ roles }) => roles.includes(role))]),
  ) as Record<Role, number>
  const bits = (roles: readonly Role[]) =>
    roles.reduce((sum, role) => (postOfRole[role] < 0 ? sum : sum | (1 << postOfRole[role])), 0)
  return {
    postCount,
    postFirst,
    postOf: Uint8Array.from(postCount.flatMap((count, post) => Array.from({ length: count }, () => post))),
    robotPost,
    postOfRole,
    postsOfTrade: [...ROLES_OF_TRADE.map(bits), 1 << robotPost],
    ridingPosts: bits([...ROLES_OF_TRADE.flat(), 'winding']),
  }
}

/** Each machine can ask for several things, and each of the positions that people serve one by one for its own. */
function callCapacity({ machines, ringRoom, zones, airMains }: MillPlan, flowMachines: number): number {
  const positions =
    machines.winders.count * machines.winders.spindlesPerMachine +
    machines.rovingFrames.count * machines.rovingFrames.spindlesPerFrame
  const others = zones.length + airMains.length + 1
  return positions + CALLS_PER_MACHINE * (2 * ringRoom.frames + flowMachines + others)
}
