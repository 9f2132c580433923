import { gammaService, limitedQueue, type ServiceLaw } from '../interference'
import type { MillPlan } from '../mill-plan'
import type { ShiftOutcome } from './shift-outcome'

/** Models of a piecing robot, each with what it knows of it: M/G/1/K, one robot and the ends of its frames. */
export const ROBOT_THEORIES = ['robot-hands', 'robot-travel'] as const
export type RobotTheoryName = (typeof ROBOT_THEORIES)[number]

/** Why no closed theory speaks of the robots of a plan. */
export const NO_ROBOT_THEORY = [
  /** Nobody tells them where an end is down: without S4 they piece nothing. */
  'unguided',
  /** Several to a frame: an end goes to the one with fewest waiting, a shortest-queue system without closed form. */
  'share-frames',
  /** They pieced nothing, so that nobody knows their way. */
  'idle',
] as const
export type NoRobotTheory = (typeof NO_ROBOT_THEORY)[number]

/** Ends that robots piece, by a model or in the simulation. */
export interface RobotFigures {
  /** From break to piecing, of the ends that a robot pieces, s. */
  downS: number
  /** Ends that robots piece, of those that they could: laps are for people. */
  takenPercent: number
  /** Share of its time that a robot travels or pieces. */
  utilisation: number
}

export interface RobotBeside {
  inputs: {
    robots: number
    spindlesPerRobot: number
    /** Ends without a lap that come down in the frames of one robot, per hour. */
    endsPerRobotHour: number
    /** Piecing cycles of one visit, all attempts, and the way to the end; s. */
    cyclesS: number
    travelS: number
    /** Squared coefficient of variation of a visit, way included. */
    visitVariation: number
    queueLimit: number
  }
  simulation: RobotFigures
  rows: (RobotFigures & { theory: RobotTheoryName })[]
  /** From the model that knows cycles alone to the simulation, in order: seconds that each reason adds. */
  gaps: { reason: 'travel' | 'rest'; seconds: number }[]
}

/**
 * Theory beside simulation for the ends that robots piece. A robot does not patrol: monitoring tells it of every end of its own
 * frames, and it goes to the nearest. So it is one server whose ends come at random at a steady rate, of whom so many wait and
 * the others go to people at once. Assumed besides: the same load for each robot; a way that does not depend on how many wait; all
 * who wait are patient. In the simulation ends come in bursts after doffs, frames stand, the nearest is near where many wait, and
 * a tenter takes an end that has waited long: those are the rest of the gap. Null where there are no robots.
 */
export function robotBeside(
  { staff, measures, ringRoom }: MillPlan,
  outcomes: readonly ShiftOutcome[],
): RobotBeside | NoRobotTheory | null {
  const { robots } = staff
  if (!measures.includes('S9') || robots.count === 0) return null
  if (!measures.includes('S4')) return 'unguided'
  if (robots.count > ringRoom.frames) return 'share-frames'
  const sum = (value: (outcome: ShiftOutcome) => number) => outcomes.reduce((total, each) => total + value(each), 0)
  const pieced = sum(({ byRobot }) => byRobot.ends)
  const robotHours = robots.count * sum(({ hours }) => hours)
  if (pieced === 0) return 'idle'

  const ends = pieced + sum(({ byPeople }) => byPeople.ends - byPeople.laps)
  const { success, visit, done } = cyclesOf(robots)
  const doneS = sum(({ byRobot }) => byRobot.workS) / pieced
  const travelS = Math.max(0, doneS - done.meanS)
  const doneVariance = Math.max(0, sum(({ byRobot }) => byRobot.workSquaredS2) / pieced - doneS * doneS)
  const visitS = travelS + visit.meanS
  const visitVariance = Math.max(0, doneVariance - done.variance) + visit.variance
  const endsPerRobotHour = ends / robotHours

  const model = (theory: RobotTheoryName, wayS: number, variance: number) => {
    const service = lawOf(wayS + visit.meanS, variance)
    const { waitS, takenShare, utilisation } = limitedQueue({
      endsPerHour: endsPerRobotHour,
      service,
      queueLimit: robots.queueLimit,
    })
    return { theory, downS: waitS + wayS + done.meanS, takenPercent: 100 * takenShare * success, utilisation }
  }
  const rows = [model('robot-hands', 0, visit.variance), model('robot-travel', travelS, visitVariance)]
  const simulation = {
    downS: sum(({ byRobot }) => byRobot.downS) / pieced,
    takenPercent: (100 * pieced) / ends,
    // Visits in vain take as long as the plan says; only those that pieced are told.
    utilisation: ((pieced / success) * visitS) / 3600 / robotHours,
  }
  return {
    inputs: {
      robots: robots.count,
      spindlesPerRobot: (ringRoom.frames * ringRoom.spindlesPerFrame) / robots.count,
      endsPerRobotHour,
      cyclesS: visit.meanS,
      travelS,
      visitVariation: visitVariance / (visitS * visitS),
      queueLimit: robots.queueLimit,
    },
    simulation,
    rows,
    gaps: [
      { reason: 'travel', seconds: rows[1]!.downS - rows[0]!.downS },
      { reason: 'rest', seconds: simulation.downS - rows[1]!.downS },
    ],
  }
}

/** A law of this mean and variance. */
function lawOf(meanS: number, variance: number): ServiceLaw {
  return variance > 0 ? gammaService(meanS, (meanS * meanS) / variance) : { kind: 'constant', meanS }
}

interface Spread {
  meanS: number
  variance: number
}

/** Cycles of a visit until it succeeds or the robot gives up: share that succeeds, and the time of all visits and of those. */
function cyclesOf({ cycleS: [least, most], successShare, attempts }: MillPlan['staff']['robots']) {
  const cycleS = (least + most) / 2
  const cycleVariance = ((most - least) * (most - least)) / 12
  let left = 1
  let success = 0
  const visit = { tries: 0, squares: 0 }
  const done = { tries: 0, squares: 0 }
  for (let tries = 1; tries <= attempts; tries++) {
    const now = left * successShare
    success += now
    done.tries += now * tries
    done.squares += now * tries * tries
    left -= now
  }
  visit.tries = done.tries + left * attempts
  visit.squares = done.squares + left * attempts * attempts
  const spread = (tries: number, squares: number): Spread => ({
    meanS: tries * cycleS,
    variance: tries * cycleVariance + (squares - tries * tries) * cycleS * cycleS,
  })
  return {
    success,
    visit: spread(visit.tries, visit.squares),
    done: success > 0 ? spread(done.tries / success, done.squares / success) : { meanS: 0, variance: 0 },
  }
}
