import { estimate, type RobotBeside, robotBeside, type ShiftOutcome } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { advance } from '../kernel/advance'
import { type ReducedMill, reducedMill } from '../people/reduced-mill.builder'
import { ShiftRecorder } from './shift-recorder'

const HOUR_MS = 3_600_000
const REPLICATIONS = 8
const plan = loadMillPlan('jimo', [], import.meta.url)
const AT_ONCE = 1e9
const robots = {
  count: 1,
  cycleS: [25, 40],
  successShare: 0.82,
  attempts: 2,
  speedMPerMin: AT_ONCE,
  queueLimit: 5,
} as const

/** The engine's own robot on the frames of one, with nothing that its theory leaves out; people take at once what it does not. */
function observed(breaksPerSpindleHour: number, changes: Partial<ReducedMill['robots']>, hours = 100) {
  const to: ReducedMill = {
    ...{ frames: 6, spindlesPerFrame: 1200, breaksPerSpindleHour, pieceS: 1, tenters: 1 },
    robots: { ...robots, cycleS: [25, 40], ...changes },
  }
  const outcomes: ShiftOutcome[] = []
  let reduced = plan
  for (let seed = 1; seed <= REPLICATIONS; seed++) {
    const mill = reducedMill(plan, to, seed)
    reduced = mill.plan
    advance(mill, mill.state.mill.nowMs + 2 * HOUR_MS)
    const recorder = new ShiftRecorder(mill)
    advance(mill, mill.state.mill.nowMs + hours * HOUR_MS, recorder.record)
    outcomes.push(recorder.outcome(1))
  }
  const beside = (of: ShiftOutcome[]) => robotBeside(reduced, of) as RobotBeside
  const each = outcomes.map((outcome) => beside([outcome]).simulation)
  return {
    theory: beside(outcomes).rows,
    simulated: {
      downS: estimate(each.map(({ downS }) => downS)),
      takenPercent: estimate(each.map(({ takenPercent }) => takenPercent)),
    },
  }
}

describe('theory of a piecing robot', () => {
  it.each([
    [0.006, 5],
    [0.012, 5],
    [0.02, 5],
    [0.012, 1],
    [0.012, 2],
  ])(
    'without a way to go, %d breaks an hour and %i waiting: the simulation is within its interval',
    (breaks, limit) => {
      const { theory, simulated } = observed(breaks, { queueLimit: limit })
      for (const figure of ['downS', 'takenPercent'] as const) {
        const { mean, ci95 } = simulated[figure]
        expect(ci95 / mean, figure).toBeLessThan(0.03)
        expect(Math.abs(mean - theory[0]![figure]), `${figure}: ${mean} ± ${ci95}`).toBeLessThan(ci95)
      }
    },
  )

  // Among many that wait one is near: the way is shorter there than the mean way that the theory is given, so ends wait less, by
  // 3 to 7 % here; where it has hardly a choice, or is overrun and sets out again at once, theory and simulation are the same.
  it('with a way to go, waits less than theory by no more than the choice of the nearest saves', () => {
    const { theory, simulated } = observed(0.006, { speedMPerMin: 45 })
    const [hands, travel] = theory
    const saved = 1 - simulated.downS.mean / travel!.downS
    expect(saved).toBeGreaterThan(0.03)
    expect(saved).toBeLessThan(0.07)
    expect(travel!.downS).toBeGreaterThan(2 * hands!.downS)
    expect(Math.abs(simulated.takenPercent.mean - travel!.takenPercent)).toBeLessThan(2.5)
  })
})

describe('robots beside the theory', () => {
  const shift: ShiftOutcome = {
    ...{ hours: 8, spindles: 100_800, productionKg: 13_500, fullProductionKg: 14_000, millKwh: 57_000 },
    ...{ runSpindleHours: 800_000, downSpindleHours: 400, breaksRunning: 4800, breaksStartUp: 1400 },
    ...{ doffs: 224, copsDoffed: 268_800, bobbinsCreeled: 5400, responseMeanS: 180, responseP90S: 300 },
    byPeople: { ends: 1800, laps: 360, downS: 400_000, workS: 90_000 },
    byRobot: { ends: 4200, downS: 640_000, workS: 4200 * 70, workSquaredS2: 4200 * (70 * 70 + 500) },
    tenters: { persons: 8, otherWorkS: 120_000, mealS: 9600 },
  }
  const of = (...overrides: string[]) => robotBeside(loadMillPlan('jimo', overrides, import.meta.url), [shift])
  const beside = of() as RobotBeside

  it('is given what was counted: ends without a lap for each robot, and its way', () => {
    expect(beside.inputs).toMatchObject({ robots: 14, spindlesPerRobot: 7200, queueLimit: 5 })
    expect(beside.inputs.endsPerRobotHour).toBeCloseTo((4200 + 1800 - 360) / 14 / 8, 9)
    // A cycle is 32.5 s; 1.18 of them a visit, 1.1525 of those that succeed.
    expect(beside.inputs.cyclesS).toBeCloseTo(32.5 * 1.18, 9)
    expect(beside.inputs.travelS).toBeCloseTo(70 - (32.5 * (0.82 + 0.1476 * 2)) / 0.9676, 9)
    expect(beside.simulation.takenPercent).toBeCloseTo((100 * 4200) / 5640, 9)
  })

  it('names the gap, reason by reason, from cycles alone to the simulation', () => {
    expect(beside.gaps.map(({ reason }) => reason)).toEqual(['travel', 'rest'])
    const sum = beside.gaps.reduce((total, { seconds }) => total + seconds, 0)
    expect(beside.rows[0]!.downS + sum).toBeCloseTo(beside.simulation.downS, 9)
  })

  it('says why there is no closed theory, where there is none', () => {
    expect(of('measures=[S1, S4, S5]')).toBeNull()
    expect(of('staff.robots.count=0')).toBeNull()
    expect(of('measures=[S1, S9]')).toBe('unguided')
    expect(of('staff.robots.count=168')).toBe('share-frames')
    const idle = { ...shift, byRobot: { ends: 0, downS: 0, workS: 0, workSquaredS2: 0 } }
    expect(robotBeside(plan, [idle])).toBe('idle')
  })
})
