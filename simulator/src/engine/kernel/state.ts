import type { MachineKind, MillPlan } from '@wanding/mill'
import { type FaultIndex, faultArrays, faultCapacity, ORDER_CAPACITY, orderArrays } from '../faults/fault-state'
import { callArrays, peopleArrays } from '../people/people-state'
import { flowArrays, prepArrays, prepNumbers, type RovingMemo } from '../preparation/prep-state'
import type { StageTimes } from '../preparation/stage-times'
import { airMainArrays, feederArrays, zoneArrays } from '../utilities/utility-state'
import { copArrays, cutArrays, pileArrays, unitArrays, winderArrays, woundArrays } from '../winding/winding-state'
import { coneBeltArrays, palletArrays, yarnStoreNumbers } from '../yarn-store/yarn-store-state'
import type { Article, ArticleConstants } from './article'
import type { Calendar } from './calendar'
import { type FlowKind, FRAME_SLOTS, FRAME_STREAMS, type Layout } from './layout'
import type { MeasureEffects } from './measure-effects'
import type { OnMillEvent } from './mill-event'
import { WORDS } from './random'

/** What a ring frame is doing. */
export const Phase = {
  running: 0,
  starting: 1,
  /** Under-winding: the frame runs down at the end of a doff. */
  preparing: 2,
  waitingForDoffer: 3,
  doffing: 4,
  dofferFault: 5,
  stopped: 6,
  travellerChange: 7,
  lotChange: 8,
} as const
export type PhaseCode = (typeof Phase)[keyof typeof Phase]

/** In which queue an end waits; `none` while nobody has to come or somebody is on the way. */
export const Queue = { none: 0, people: 1, robots: 2 } as const
export type QueueCode = (typeof Queue)[keyof typeof Queue]

/** What an actor is doing. */
export const Doing = { nothing: 0, task: 1, waitingAtFrame: 2, meal: 3, round: 4, absent: 5 } as const

/** Tasks at a whole frame that come round again and again. */
export const ROUNDS = ['creel', 'patrol', 'clean'] as const
export type Round = (typeof ROUNDS)[number]

const doubles = (length: number) => new Float64Array(length)
const ints = (length: number) => new Int32Array(length)
const bytes = (length: number) => new Uint8Array(length)

/** State of all ring frames: one entry a frame. Times are epoch ms of the mill's clock. */
const frameArrays = (n: number) => ({
  phase: bytes(n),
  phaseStartMs: doubles(n),
  phaseEndMs: doubles(n),
  /** Profile clock at the start of the phase. */
  clockMs: doubles(n),
  /** Front-roller metres of all doffs before this one. */
  metresBefore: doubles(n),
  /** Up to when, and to how many metres, everything is settled. */
  settledMs: doubles(n),
  settledMetres: doubles(n),
  settledDragMs: doubles(n),
  spindleMetres: doubles(n),
  spindleRunMs: doubles(n),
  /** Integral of ends down and spindles without roving while the frame runs. */
  spindleDownMs: doubles(n),
  runMs: doubles(n),
  energyJ: doubles(n),

  producing: ints(n),
  endsDown: ints(n),
  idle: ints(n),
  noRoving: ints(n),
  maintenance: ints(n),
  slip: ints(n),
  rogue: ints(n),

  /** Mean count deviation of the roving on its creel, %. */
  countPercent: doubles(n),
  /** Mean honeydew of the roving on its creel; what it has left on the rollers, when that was booked, and where it goes. */
  stickiness: doubles(n),
  residue: doubles(n),
  residueAtMs: doubles(n),
  residueTowards: doubles(n),
  /** Sum of the break weights of all spindles. */
  weight: doubles(n),
  hazardBound: doubles(n),
  hazardDrawn: bytes(n),
  startMs: doubles(n),
  startShare: doubles(n),
  travellerSinceRunMs: doubles(n),
  cleanedMs: doubles(n),

  doffs: doubles(n),
  doffFaults: doubles(n),
  copsDoffed: doubles(n),
  doffStopMs: doubles(n),
  lastDoffStopMs: doubles(n),
  /** Spindle metres when the last cops were taken off. */
  doffedMetres: doubles(n),
  faultDue: bytes(n),
  /** Share of the tubes on its spindles that are of a wrong colour. */
  wrongTubes: doubles(n),
  breaksRunning: doubles(n),
  breaksStartUp: doubles(n),
  breaksSinceDoff: doubles(n),
  /** Start-up breaks of the start after the last doff. */
  startUpThisDoff: doubles(n),
  piecedByPeople: doubles(n),
  /** Of those, ends that had lapped and were cut free. */
  lapsCutOut: doubles(n),
  piecedByRobot: doubles(n),
  piecingFailures: doubles(n),
  downMs: doubles(n),
  lastResponseMs: doubles(n),
  creeled: doubles(n),
  patrolRounds: doubles(n),
  cleaningRounds: doubles(n),
  stops: doubles(n),
  /** Index into STOP_CAUSES, and the share of ends that the next restart loses. */
  stopCause: bytes(n),
  restartShare: doubles(n),
  /** Its drives have tripped in a voltage sag; it waits for the restart of its block. */
  tripped: bytes(n),
  /** Drag of the travellers against the right ones. */
  drag: doubles(n).fill(1),
  /** What it spins: index into the articles; and what was ordered for its next lot change, from 1, 0 for nothing. */
  article: bytes(n),
  nextArticle: bytes(n),
  /** Lot changes so far. */
  lot: ints(n),
  /** Yarn up to its last change of article, kg, and the spindle metres that it was. */
  pastKg: doubles(n),
  pastMetres: doubles(n),
  stopMs: doubles(n),

  /** Lower bound of the metres at which the next bobbin runs out. */
  runOutMetres: doubles(n),
  /** Ends that wait for people. */
  peopleEnds: ints(n),
  /** Since when work waits at the frame; 0 for none. */
  calledMs: doubles(n),
  creelDueMs: doubles(n),
  patrolDueMs: doubles(n),
  cleanDueMs: doubles(n),
  /** The doffer attendant who is at the frame or on the way, -1 for none. */
  attendant: ints(n),
})

/** State of all ring spindles: frame by frame, position 1 first. */
const spindleArrays = (n: number) => ({
  /** SpindleState with SpindleFlag. */
  code: bytes(n),
  /** Gamma-distributed weight z of the spindle without fault; mean 1. */
  gamma: doubles(n),
  isRogue: bytes(n),
  /** Since when the end is down; 0 while producing. */
  downMs: doubles(n),
  /** Delivered metres at which its roving runs out; while it is down under a roving stop, metres left instead. */
  runOut: doubles(n),
  /** Its roving bobbin: number of the finisher can and of the doff set that it was made of. */
  can: ints(n),
  set: ints(n),
  /** f_fibre of that bobbin against the plan's (domain 2.4). */
  fibre: doubles(n),
  /** Mass per metre of that bobbin above the planned, %. */
  countPercent: doubles(n),
  /** Honeydew of that bobbin. */
  stickiness: doubles(n),
  /** It ran out, and there was no bobbin to hang. */
  awaitsRoving: bytes(n),
  /** Metres by which its bobbin holds less than expected. */
  short: doubles(n),
  queue: bytes(n),
  /** Of ends that wait for people the one before it and the one after; of those that wait for robots the place in their list. */
  queuePlace: ints(n),
  queueNext: ints(n),
  /** In whose queue, for ends that wait for a robot. */
  robot: ints(n),
  /** The end has lapped and must be cut free. */
  lapped: bytes(n),
  attempts: bytes(n),
  breaksThisShift: bytes(n),
  breaksLastShift: bytes(n),
  /** On the fitters' list. */
  listed: bytes(n),
})

const actorArrays = (n: number) => ({
  doing: bytes(n),
  /** Index into TASKS. */
  task: bytes(n),
  /** Place: index into MACHINE_KINDS, number of the machine there (of the ring frame, as a rule), and position at it. */
  at: bytes(n),
  frame: ints(n),
  position: ints(n),
  /** The call it sees to, from 1; 0 for none. */
  call: ints(n),
  /** How long it takes for work against others; and whether it is absent this shift. */
  pace: doubles(n),
  absent: bytes(n),
  /** Spindle that is worked on, -1 for none. */
  spindle: ints(n),
  startMs: doubles(n),
  /** Working time of the task at hand, ms, waiting not counted. */
  workMs: doubles(n),
  waitedMs: doubles(n),
  mealDueMs: doubles(n),
  /** Frames it looks after (robots, patrols); 0-based, last included. */
  homeFirst: ints(n),
  homeLast: ints(n),
  /** For robots: ends that wait for it. */
  queued: ints(n),
  /** When a tenter on a round is where she strolls to. */
  arriveMs: doubles(n),
  /** Step of a task in several steps. */
  step: bytes(n),
  /** For block creeling: metres up to which bobbins are changed. */
  limit: doubles(n),
})

/** Numbers of the mill as a whole. */
const millNumbers = () => ({
  ...prepNumbers(),
  ...yarnStoreNumbers(),
  seed: 0,
  nowMs: 0,
  /** When the mill was installed; its counters began then. */
  installedMs: 0,
  shiftStartMs: 0,
  /** Number of the shift since the epoch. */
  shiftNumber: 0,
  weather: 0,
  weatherTemperature: 0,
  /** Posts, as bits, that must be asked for work when the event is over. */
  wake: 0,
  /** Ends that wait for people: how many, the first and the last, from 1. */
  peopleEnds: 0,
  peopleFirst: 0,
  peopleLast: 0,
  robotEnds: 0,
  repairs: 0,
  /** Rows in use of the table of faults and of the orders against them, and faults that found no place. */
  faults: 0,
  orders: 0,
  faultsLost: 0,
  roundsDue: 0,
  /** First unused entry of the calls, from 1, and how many have ever been used. */
  callsFree: 0,
  callsUsed: 0,
  travellerTeamsBusy: 0,
  /** Ring output that the other machines follow, kg/h. */
  demandKgPerHour: 0,
  demandAtMs: 0,
  demandKg: 0,
})

/** The whole state of a mill as plain data: numbers and typed arrays, nothing else. */
export interface MillState extends ReturnType<typeof prepArrays> {
  mill: ReturnType<typeof millNumbers>
  frames: ReturnType<typeof frameArrays>
  spindles: ReturnType<typeof spindleArrays>
  zones: ReturnType<typeof zoneArrays>
  airMains: ReturnType<typeof airMainArrays>
  feeders: ReturnType<typeof feederArrays>
  flow: ReturnType<typeof flowArrays>
  winders: ReturnType<typeof winderArrays>
  wound: ReturnType<typeof woundArrays>
  /** Cops of the last doffs that nobody has carried to a winder without a link yet. */
  boxes: ReturnType<typeof pileArrays>
  /** Cops at the winder whose turn comes when those of another article are wound. */
  copsInTurn: ReturnType<typeof pileArrays>
  /** Cops thrown out for their tubes. */
  thrownOut: ReturnType<typeof pileArrays>
  winderCuts: ReturnType<typeof cutArrays>
  windingUnits: ReturnType<typeof unitArrays>
  copCuts: ReturnType<typeof copArrays>
  coneBelts: ReturnType<typeof coneBeltArrays>
  pallets: ReturnType<typeof palletArrays>
  actors: ReturnType<typeof actorArrays>
  calls: ReturnType<typeof callArrays>
  people: ReturnType<typeof peopleArrays>
  faults: ReturnType<typeof faultArrays>
  orders: ReturnType<typeof orderArrays>
  /** Ends that wait for robots, and spindles on the fitters' list; counts are in `mill`. */
  lists: {
    robotEnds: Int32Array
    repairs: Int32Array
    /** Creelings, patrols and cleanings that wait: frame x 3 + kind. */
    rounds: Int32Array
  }
  kernel: { streams: Int32Array; timesMs: Float64Array }
}

/** An empty state of the right sizes. */
export function emptyState(layout: Layout): MillState {
  return {
    mill: millNumbers(),
    frames: frameArrays(layout.frames),
    spindles: spindleArrays(layout.spindles),
    zones: zoneArrays(layout.zones),
    airMains: airMainArrays(layout.airMains),
    feeders: feederArrays(layout.feeders),
    flow: flowArrays(layout.flowMachines),
    ...prepArrays(layout.prep),
    winders: winderArrays(layout.frames),
    wound: woundArrays(layout.frames * layout.articles),
    boxes: pileArrays(layout.frames * layout.articles),
    copsInTurn: pileArrays(layout.frames * layout.articles),
    thrownOut: pileArrays(layout.frames * layout.articles),
    winderCuts: cutArrays(layout.frames),
    windingUnits: unitArrays(layout.frames * layout.unitsPerWinder),
    copCuts: copArrays(layout.spindles),
    coneBelts: coneBeltArrays(layout.frames * layout.articles),
    pallets: palletArrays(layout.yarnStore.pallets, layout.frames),
    actors: actorArrays(layout.actors),
    calls: callArrays(layout),
    people: peopleArrays(layout),
    faults: faultArrays(faultCapacity(layout.spindles)),
    orders: orderArrays(ORDER_CAPACITY),
    lists: {
      robotEnds: ints(layout.spindles),
      repairs: ints(layout.spindles),
      rounds: ints(layout.frames * ROUNDS.length),
    },
    kernel: {
      streams: ints(layout.streams.count * WORDS),
      timesMs: doubles(layout.slots.count).fill(Number.POSITIVE_INFINITY),
    },
  }
}

/** Constants of a plan that events need again and again, with those of its first article; derived, not saved. */
export interface Derived extends ArticleConstants {
  plannedKgPerHour: number
  winderKgPerHour: number
  /** Share of the time that winders run when the ring room runs to plan. */
  winderLoad: number
  /** Power of a winder with all units winding, W. */
  winderRunW: number
  /** Cops that all frames make to plan. */
  plannedCopsPerMin: number
  /** Mean power of a frame over its doff, W. */
  meanFrameW: number
  /** Output of a flow machine while it runs, kg/h. */
  flowRates: Readonly<Record<FlowKind, number>>
  /** Power of a flow machine while it runs, W. */
  flowRunW: Readonly<Record<FlowKind, number>>
  /** Changes and stops of the flow machines. */
  stages: Readonly<Record<FlowKind, StageTimes>>
  standingW: number
  doffingW: number
  fixedW: number
  shiftMs: number
  shiftsPerDay: number
  /** Pace of each crew, 1 = normal; differs by a few per cent. */
  crewPace: readonly number[]
}

/** A mill: its plan, its state, and what follows from them. Made by createMill or loadMill, changed only by advance. */
export interface Mill {
  readonly plan: MillPlan
  readonly state: MillState
  readonly layout: Layout
  /** What frames can spin; the spin plan first. */
  readonly articles: readonly Article[]
  readonly effects: MeasureEffects
  readonly derived: Derived
  readonly calendar: Calendar
  /** What the roving of each can does; derived from the cans. */
  readonly rovingMemo: RovingMemo
  /** Running sums of the spindles' break weights, frame by frame; derived from gamma and isRogue. */
  readonly weightSums: Float64Array
  readonly faultIndex: FaultIndex
  readonly entries: readonly { id: string; kind: MachineKind; index: number }[]
  /** Whether every cop is graded and wound by itself, or each doff by its mean: what-ifs ask for no cuts. Not saved. */
  windsEachCop: boolean
  /** Who is told of events during advance. */
  onEvent: OnMillEvent | undefined
}

export const frameSlot = (mill: Mill, frame: number, slot: number): number =>
  mill.layout.slots.frames + frame * FRAME_SLOTS + slot

export const frameStream = (mill: Mill, frame: number, stream: number): number =>
  mill.layout.streams.frames + frame * FRAME_STREAMS.length + stream
