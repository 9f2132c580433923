import { finiteSource, oneTenter, patrol, type ServiceLaw } from '../interference'
import type { MillPlan } from '../mill-plan'
import type { TaskTime } from '../work'
import type { ShiftOutcome } from './shift-outcome'

/** Models of machine interference, each with what it knows of the mill (domain 5). */
export const THEORIES = [
  /** M/M/c//N, the whole room pooled; time at the end only. */
  'pooled-hands',
  /** As before, with the way to the end. */
  'pooled-walking',
  /** As before, with tenters who are slower by the time that other work and meals take. */
  'pooled-free',
  /** Each tenter her own frames: M/M/1//N. */
  'zones-exponential',
  /** Each tenter her own frames: Takács with the triangular standard time. */
  'zones-triangular',
  /** Each tenter her own frames: Ashcroft, the same time for every end. */
  'zones-constant',
  /** A closed round without monitoring. */
  'patrol',
] as const
export type TheoryName = (typeof THEORIES)[number]

/** What a model says of the ends that people piece; null where it has no steady state. */
export interface TheoryRow {
  theory: TheoryName
  /** From break to piecing, s. */
  downS: number | null
  endsDownPercent: number | null
  /** Share of their time that the tenters are at work on ends. */
  utilisation: number | null
  /** Whether it models the dispatch of the plan. */
  applies: boolean
}

/** Why the simulation has an end down for longer than theory: seconds that each reason adds. */
export interface TheoryGap {
  reason: 'walking' | 'other-work' | 'rest'
  seconds: number
}

export interface TheoryBeside {
  /** What the models were given; rates and walking as the simulation had them, times from the plan. */
  inputs: {
    spindles: number
    tenters: number
    endsPerSpindleHour: number
    handsS: number
    walkingS: number
    otherWorkShare: number
    mealShare: number
    roundWalkMinutes: number
  }
  simulation: { downS: number; endsDownPercent: number; utilisation: number }
  rows: TheoryRow[]
  /**
   * From the pooled model that knows hands alone to the simulation, in order. Empty where people patrol or keep to zones, and
   * where they are so near to being overrun that the models' steady state is not reached within the time that was run.
   */
  gaps: TheoryGap[]
}

/** A queue whose ends are down for longer than this share of the time that is run has not come to its steady state. */
const STEADY_SHARE = 0.1

/**
 * Theory beside simulation, for the ends that people piece; ends that robots piece have no queue of people. Outcomes are added
 * up. Null where people pieced nothing.
 */
export function theoryBeside(plan: MillPlan, outcomes: readonly ShiftOutcome[]): TheoryBeside | null {
  const sum = (value: (outcome: ShiftOutcome) => number) => outcomes.reduce((total, each) => total + value(each), 0)
  const ends = sum(({ byPeople }) => byPeople.ends)
  const runHours = sum(({ runSpindleHours }) => runSpindleHours)
  const tenterS = sum(({ tenters, hours }) => tenters.persons * hours * 3600)
  const hours = sum((outcome) => outcome.hours)
  if (ends === 0 || runHours <= 0 || tenterS <= 0) return null
  const { tasks } = plan.staff
  const laps = sum(({ byPeople }) => byPeople.laps) / ends
  const hands: TaskTime = mixed(tasks.pieceS, tasks.lapS, laps)
  const handsS = meanOf(hands)
  const inputs = {
    spindles: outcomes[0]!.spindles,
    tenters: tenterS / (hours * 3600),
    endsPerSpindleHour: ends / runHours,
    handsS,
    walkingS: Math.max(0, sum(({ byPeople }) => byPeople.workS) / ends - handsS),
    otherWorkShare: sum(({ tenters }) => tenters.otherWorkS) / tenterS,
    mealShare: sum(({ tenters }) => tenters.mealS) / tenterS,
    roundWalkMinutes: roundMinutes(plan, tenterS / (hours * 3600)),
  }
  const downS = sum(({ byPeople }) => byPeople.downS)
  const simulation = {
    downS: downS / ends,
    endsDownPercent: (100 * downS) / 3600 / sum((outcome) => outcome.runSpindleHours + outcome.downSpindleHours),
    utilisation: sum(({ byPeople }) => byPeople.workS) / tenterS,
  }
  const rows = rowsOf(inputs, hands, appliesTo(plan))
  const pooled = rows.slice(0, 3).map((row) => row.downS)
  const reachableS = (STEADY_SHARE * hours * 3600) / outcomes.length
  const isPooled = rows[0]!.applies && pooled.every((seconds) => seconds !== null && seconds < reachableS)
  return { inputs, simulation, rows, gaps: isPooled ? gapsOf(pooled as number[], simulation.downS) : [] }
}

function rowsOf(inputs: TheoryBeside['inputs'], hands: TaskTime, applies: 'pooled' | 'zones' | 'patrol'): TheoryRow[] {
  const { spindles, tenters, endsPerSpindleHour: breaksPerSpindleHour, handsS, walkingS } = inputs
  const serviceS = handsS + walkingS
  const freeShare = Math.max(0, 1 - inputs.otherWorkShare - inputs.mealShare)
  const zone = Math.max(1, Math.round(spindles / tenters))
  const walked: TaskTime = [hands[0] + walkingS, hands[1] + walkingS, hands[2] + walkingS]
  const alone = (service: ServiceLaw) => oneTenter({ spindles: zone, breaksPerSpindleHour, service })
  const round = patrol({ spindles: zone, breaksPerSpindleHour, walkMinutes: inputs.roundWalkMinutes, serviceS: handsS })
  const row = (theory: TheoryName, of: Omit<TheoryRow, 'theory' | 'applies'>): TheoryRow => ({
    theory,
    ...of,
    applies: theory.startsWith(applies),
  })
  return [
    row('pooled-hands', pooledFor(spindles, breaksPerSpindleHour, handsS, tenters)),
    row('pooled-walking', pooledFor(spindles, breaksPerSpindleHour, serviceS, tenters)),
    row(
      'pooled-free',
      slowed(pooledFor(spindles, breaksPerSpindleHour, serviceS / freeShare, tenters), serviceS, inputs),
    ),
    row('zones-exponential', alone({ kind: 'exponential', meanS: serviceS })),
    row('zones-triangular', alone({ kind: 'triangular', timeS: walked })),
    row('zones-constant', alone({ kind: 'constant', meanS: serviceS })),
    row('patrol', {
      downS: round && (round.endsDownPercent / 100 / breaksPerSpindleHour) * 3600,
      endsDownPercent: round?.endsDownPercent ?? null,
      utilisation: round?.utilisation ?? null,
    }),
  ].map(({ theory, downS, endsDownPercent, utilisation, applies }) => ({
    theory,
    downS,
    endsDownPercent,
    utilisation,
    applies,
  }))
}

type Pooled = ReturnType<typeof pooledFor>

/**
 * Who is away for a share of her time is waited for as if she were slower by it; the work at the end itself takes as long as
 * ever. Overrun, and without a steady state, where the slowed tenters are.
 */
function slowed({ downS, utilisation }: Pooled, serviceS: number, inputs: TheoryBeside['inputs']): Pooled {
  const { endsPerSpindleHour, spindles, tenters, otherWorkShare, mealShare } = inputs
  const freeShare = 1 - otherWorkShare - mealShare
  const load = (endsPerSpindleHour * spindles * serviceS) / 3600 / tenters / freeShare
  if (downS === null || utilisation === null || !(load < 1)) return NO_STEADY_STATE
  const down = downS - serviceS / freeShare + serviceS
  return {
    downS: down,
    endsDownPercent: (100 * endsPerSpindleHour * down) / 3600,
    utilisation: utilisation * freeShare,
  }
}

const NO_STEADY_STATE = { downS: null, endsDownPercent: null, utilisation: null }

/** The pooled model between two whole numbers of tenters is taken straight between its figures; below one there is no model. */
function pooledFor(
  spindles: number,
  breaksPerSpindleHour: number,
  serviceS: number,
  tenters: number,
): Pick<TheoryRow, 'downS' | 'endsDownPercent' | 'utilisation'> {
  if (tenters < 1 || !Number.isFinite(serviceS)) return NO_STEADY_STATE
  const whole = Math.floor(tenters)
  const part = tenters - whole
  const low = finiteSource({ spindles, breaksPerSpindleHour, serviceS, tenters: whole })
  const high = part > 0 ? finiteSource({ spindles, breaksPerSpindleHour, serviceS, tenters: whole + 1 }) : low
  const between = (figure: 'downS' | 'endsDownPercent' | 'utilisation') =>
    low[figure] + (high[figure] - low[figure]) * part
  return { downS: between('downS'), endsDownPercent: between('endsDownPercent'), utilisation: between('utilisation') }
}

function gapsOf([hands, walking, free]: number[], simulated: number): TheoryGap[] {
  return [
    { reason: 'walking', seconds: walking! - hands! },
    { reason: 'other-work', seconds: free! - walking! },
    { reason: 'rest', seconds: simulated - free! },
  ]
}

function appliesTo({ staff, measures }: MillPlan): 'pooled' | 'zones' | 'patrol' {
  if (staff.dispatch === 'patrol' || !measures.includes('S4')) return 'patrol'
  return staff.pooling === 'mill' ? 'pooled' : 'zones'
}

/** Walking of one closed round: both sides of a tenter's frames at the speed of an inspection. */
function roundMinutes({ ringRoom, staff }: MillPlan, tenters: number): number {
  const frames = ringRoom.frames / Math.max(1, tenters)
  return (frames * ringRoom.spindlesPerFrame * (ringRoom.spindleGaugeMm / 1000)) / staff.tasks.patrol.walkMPerMin
}

const meanOf = ([least, mode, most]: TaskTime): number => (least + mode + most) / 3

/** Of two standard times the mean, the second with a weight. */
function mixed(first: TaskTime, second: TaskTime, share: number): TaskTime {
  const at = (i: 0 | 1 | 2) => first[i] * (1 - share) + second[i] * share
  return [at(0), at(1), at(2)]
}
