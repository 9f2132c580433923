import { estimate, finiteSource, oneTenter, patrol, type ServiceLaw } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { type InterferenceLab, runInterference } from './interference-lab'
import { runPatrol } from './patrol-lab'

const REPLICATIONS = 12
/** Wider than the 95 % interval, so that a right model fails once in thousands of seeds, and the seed is fixed. */
const MARGIN = 2

function replicated<T>(run: (replication: number) => T) {
  const runs = Array.from({ length: REPLICATIONS }, (_, i) => run(i + 1))
  return (figure: (run: T) => number) => estimate(runs.map(figure))
}

describe('interference lab', () => {
  const zone = { spindles: 20, breaksPerSpindleHour: 7.2, tenters: 1, hours: 60, warmUpHours: 5 }
  const lab = (service: ServiceLaw, changes: Partial<InterferenceLab> = {}): InterferenceLab => ({
    ...zone,
    service,
    ...changes,
  })
  const laws: ServiceLaw[] = [
    { kind: 'constant', meanS: 20 },
    { kind: 'exponential', meanS: 20 },
    { kind: 'erlang', meanS: 20, phases: 3 },
    { kind: 'triangular', timeS: [5, 15, 40] },
  ]

  it.each(laws.map((service) => [service]))('agrees with Takács for %j', (service) => {
    const theory = oneTenter({ ...zone, service })
    const of = replicated((replication) => runInterference(lab(service), 7, replication))
    const [running, utilisation, waits] = [
      of((run) => run.running),
      of((run) => run.utilisation),
      of((run) => run.waitSeconds),
    ]
    expect(Math.abs(running.mean - theory.running)).toBeLessThan(MARGIN * running.ci95)
    expect(Math.abs(utilisation.mean - theory.utilisation)).toBeLessThan(MARGIN * utilisation.ci95)
    expect(Math.abs(waits.mean - theory.waitS)).toBeLessThan(MARGIN * waits.ci95)
    expect(running.ci95 / running.mean).toBeLessThan(0.005)
    expect(waits.ci95 / waits.mean).toBeLessThan(0.06)
  })

  it('agrees with Palm for several tenters', () => {
    const service = { kind: 'exponential', meanS: 60 } as const
    const theory = finiteSource({ ...zone, serviceS: 60, tenters: 3 })
    const waits = replicated((replication) => runInterference(lab(service, { tenters: 3 }), 7, replication))(
      (run) => run.waitSeconds,
    )
    expect(Math.abs(waits.mean - theory.waitS)).toBeLessThan(MARGIN * waits.ci95)
    expect(waits.ci95 / waits.mean).toBeLessThan(0.1)
  })

  it('an overrun zone begins full, and stays as full as theory says (domain 5.3, K)', () => {
    const overrun = { ...zone, spindles: 20_160, breaksPerSpindleHour: 0.01, hours: 40, warmUpHours: 5 }
    const running = replicated((replication) =>
      runInterference({ ...overrun, service: { kind: 'constant', meanS: 24 } }, 7, replication),
    )((run) => run.running)
    expect(Math.abs(running.mean / 20_160 - 0.744)).toBeLessThan(0.02)
  })

  it('is decided by its seed and the number of the replication', () => {
    const run = (seed: number, replication: number) =>
      runInterference(lab({ kind: 'exponential', meanS: 20 }), seed, replication)
    expect(run(3, 1)).toEqual(run(3, 1))
    expect(run(3, 2)).not.toEqual(run(3, 1))
    expect(run(4, 1)).not.toEqual(run(3, 1))
  })
})

describe('patrol lab', () => {
  it('agrees with the published check case (domain 5.4)', () => {
    const plan = { spindles: 2400, breaksPerSpindleHour: 0.012, walkMinutes: 10, serviceS: 21 }
    const theory = patrol(plan)!
    const of = replicated((replication) => runPatrol({ ...plan, rounds: 200, warmUpRounds: 5 }, 7, replication))
    const [round, down, work] = [
      of((run) => run.roundMinutes),
      of((run) => run.endsDownPercent),
      of((run) => run.utilisation),
    ]
    expect(Math.abs(round.mean / theory.roundMinutes - 1)).toBeLessThan(0.01)
    expect(Math.abs(down.mean / theory.endsDownPercent - 1)).toBeLessThan(0.03)
    expect(Math.abs(work.mean / theory.utilisation - 1)).toBeLessThan(0.03)
  })

  it('grows its rounds with the work, up to a piecing of every spindle where it is overrun', () => {
    const minutes = [1, 12, 60, 3000].map(
      (per1000) =>
        runPatrol(
          {
            spindles: 240,
            breaksPerSpindleHour: per1000 / 100,
            walkMinutes: 1,
            serviceS: 21,
            rounds: 60,
            warmUpRounds: 5,
          },
          7,
          1,
        ).roundMinutes,
    )
    expect([...minutes].sort((a, b) => a - b)).toEqual(minutes)
    expect(minutes[3]!).toBeLessThan(1.001 * (1 + 240 * 0.35))
    expect(minutes[3]!).toBeGreaterThan(0.95 * (1 + 240 * 0.35))
  })
})
