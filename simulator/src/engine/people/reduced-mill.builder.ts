import type { MillPlan } from '@wanding/mill'
import { createMill } from '../kernel/create-mill'
import type { Mill } from '../kernel/state'
import { breakEnd } from '../ring-room/ends'
import { sumWeights } from '../ring-room/spindles'

/** What the theory of machine interference knows of a mill (domain 5). */
export interface ReducedMill {
  frames: number
  spindlesPerFrame: number
  breaksPerSpindleHour: number
  pieceS: number
  tenters: number
  law?: MillPlan['staff']['tasks']['law']
  /** Walking time of one round without monitoring, min; with monitoring, the default, nobody walks. */
  patrolMinutes?: number
  /** Robots that piece before people do; those who wait for one are patient. */
  robots?: Omit<MillPlan['staff']['robots'], 'patienceS'>
  /** Ends down at the start, as a share of the spindles; an overrun zone would take weeks to get there. */
  downAtStart?: number
}

/** The start of a first shift: Monday 2026-01-05, 08:00 in China. */
const START_MS = 1_767_571_200_000
/** More of everything than a run can use up. */
const ENDLESS = 1e9
/** Beyond the length of such a cop: no roving runs out. */
const NEVER_M = 1e15

/**
 * A mill without all that the theory leaves out: spindles alike, no doffs, no roving changes, no laps, no faults, no
 * meals, no work but piecing, and tenters who are where they are needed.
 */
export function reducedPlan(plan: MillPlan, to: ReducedMill): MillPlan {
  const { ringRoom, staff, spinPlan } = plan
  const metres = to.spindlesPerFrame * (ringRoom.spindleGaugeMm / 1000) * to.frames
  const all: [number, number] = [1, to.frames]
  const exactly = (s: number): [number, number, number] => [s, s, s]
  return {
    ...plan,
    measures: [
      ...(to.patrolMinutes === undefined ? (['S4', 'S5'] as const) : (['S5'] as const)),
      ...(to.robots ? (['S9'] as const) : []),
    ],
    spinPlan: {
      ...spinPlan,
      copG: ENDLESS,
      fibre: { cvmPercent: 12.5, shortFibrePercent: 9, nepsPerG: 25, micronaire: 4.1 },
    },
    ringRoom: {
      ...ringRoom,
      frames: to.frames,
      spindlesPerFrame: to.spindlesPerFrame,
      breaks: {
        ...ringRoom.breaks,
        ratePerSpindleHour: to.breaksPerSpindleHour,
        gammaShape: 100,
        rogueShare: 0,
        rogueFactor: 1,
        lappingShare: 0,
        startUpShare: 0,
      },
      standing: { ...ringRoom.standing, idleShare: 0, slipShare: 0 },
      newFaultsPerDay: { rogue: 0, slip: 0, idle: 0 },
      travellerLifeH: ENDLESS,
      travellerChange: { ...ringRoom.travellerChange, dueShare: 0.1 },
      stopsPerFrameDay: 0,
      rovingRunOutUnscheduledShare: 0,
    },
    zones: [{ ...plan.zones[0]!, frames: all, relativeHumidityPercent: 57 }],
    gateways: [{ id: 'GW01', frames: all }],
    airMains: [{ id: 'CA01', frames: all }],
    feeders: [{ id: 'EL01', frames: all }],
    faults: { scale: 0, rates: {} },
    machines: oneOfEach(plan.machines),
    staff: {
      ...staff,
      handover: { minutes: 0, slowdown: 0 },
      mealMinutes: 0,
      posts: staff.posts.map((post) => ({ ...post, persons: post.roles.includes('ring-piecing') ? to.tenters : 0 })),
      fittersOnSpindles: 0,
      robots: to.robots ? { ...to.robots, patienceS: ENDLESS } : staff.robots,
      attendance: 1,
      skillSpread: 0,
      fatigue: 0,
      tasks: {
        ...staff.tasks,
        law: to.law ?? 'triangular',
        pieceS: exactly(to.pieceS),
        walkMPerMin: ENDLESS,
        patrol: { roundsPerShift: 0, walkMPerMin: metres / (to.patrolMinutes ?? 1) },
        cleaning: { ...staff.tasks.cleaning, roundsPerShift: 0 },
        rounds: never(staff.tasks.rounds),
      },
      dispatch: to.patrolMinutes === undefined ? 'guided-priority' : 'patrol',
    },
  }
}

/** The mill of such a plan, in the body of its cops: speed curve and build-up at their reference. */
export function reducedMill(plan: MillPlan, to: ReducedMill, seed: number): Mill {
  const mill = createMill(reducedPlan(plan, to), seed, START_MS)
  mill.effects.humidityUnrest = 0
  mill.derived.crewPace = []
  mill.state.spindles.runOut.fill(NEVER_M)
  mill.state.frames.runOutMetres.fill(NEVER_M)
  // Every bobbin is of the plan's fibre.
  mill.state.spindles.fibre.fill(1)
  for (let frame = 0; frame < mill.layout.frames; frame++) sumWeights(mill, frame)
  const { profile } = mill.articles[0]!
  profile.hazard.fill(1)
  profile.hazardMost = 1
  const share = to.downAtStart ?? 0
  for (let spindle = 0; spindle < mill.layout.spindles; spindle++) {
    if (Math.floor((spindle + 1) * share) > Math.floor(spindle * share)) {
      breakEnd(mill, spindle, START_MS, 'raw-material', 'running')
    }
  }
  return mill
}

/** Machines that make no work for tenters are there once: they only take time to compute. */
function oneOfEach(machines: MillPlan['machines']): MillPlan['machines'] {
  const { winders, rovingFrames } = machines
  const one = Object.fromEntries(Object.entries(machines).map(([kind, plan]) => [kind, { ...plan, count: 1 }]))
  return {
    ...machines,
    ...one,
    winders: { ...winders, count: 1, spindlesPerMachine: 1 },
    rovingFrames: { ...rovingFrames, count: 1, spindlesPerFrame: 1 },
  }
}

/** Rounds of other departments that never come round. */
function never(rounds: MillPlan['staff']['tasks']['rounds']): MillPlan['staff']['tasks']['rounds'] {
  const none = Object.entries(rounds).map(([task, { s }]) => [task, { s, roundsPerShift: 0 }])
  return { ...rounds, ...Object.fromEntries(none) }
}
