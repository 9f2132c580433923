import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { limitedQueue } from './limited-queue'
import { openQueue } from './open-queue'
import { gammaService } from './service-law'

const HOUR_S = 3600
const exponential = (meanS: number) => ({ kind: 'exponential', meanS }) as const
const constant = (meanS: number) => ({ kind: 'constant', meanS }) as const
/** Ends per hour that make this load with a service of a minute. */
const at = (load: number) => (load * HOUR_S) / 60

describe('one server with a limited queue', () => {
  it.each([
    [0.5, 0],
    [0.5, 1],
    [0.9, 5],
    [1, 5],
    [1.8, 3],
  ])('load %d, %i may wait: with exponential service it is M/M/1/K in closed form', (load, queueLimit) => {
    const found = limitedQueue({ endsPerHour: at(load), service: exponential(60), queueLimit })
    const states = Array.from({ length: queueLimit + 2 }, (_, n) => load ** n)
    const sum = states.reduce((total, term) => total + term, 0)
    const taken = 1 - states.at(-1)! / sum
    const there = states.reduce((total, term, n) => total + n * term, 0) / sum
    expect(found.takenShare).toBeCloseTo(taken, 12)
    expect(found.utilisation).toBeCloseTo(1 - 1 / sum, 12)
    expect(found.downS).toBeCloseTo((there / (load * taken)) * 60, 8)
  })

  it.each([0.3, 1, 2.5])('load %d: without a queue only the mean counts, whatever the law (Erlang B)', (load) => {
    for (const service of [constant(60), exponential(60), gammaService(60, 3.7)]) {
      const found = limitedQueue({ endsPerHour: at(load), service, queueLimit: 0 })
      expect(found.takenShare).toBeCloseTo(1 / (1 + load), 12)
      expect(found.downS).toBeCloseTo(60, 9)
    }
  })

  it('with room for all it is Pollaczek and Khinchine: constant times wait half as long as exponential ones', () => {
    const wait = (service: Parameters<typeof limitedQueue>[0]['service']) =>
      limitedQueue({ endsPerHour: at(0.7), service, queueLimit: 400 }).waitS
    const open = openQueue({ endsPerHour: at(0.7), serviceS: 60, tenters: 1 }).waitS
    expect(wait(exponential(60))).toBeCloseTo(open, 6)
    expect(wait(constant(60))).toBeCloseTo(open / 2, 6)
    expect(wait(gammaService(60, 4))).toBeCloseTo((open * (1 + 1 / 4)) / 2, 6)
  })

  it('takes more, and lets wait longer, the more may wait; never more than it can do', () =>
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 40, noNaN: true }),
        fc.double({ min: 0, max: 4, noNaN: true }),
        fc.nat(60),
        (load, variation, queueLimit) => {
          const service = variation > 1e-6 ? gammaService(60, 1 / variation) : constant(60)
          const of = (limit: number) => limitedQueue({ endsPerHour: at(load), service, queueLimit: limit })
          const [few, more] = [of(queueLimit), of(queueLimit + 1)]
          const near = 1e-9
          expect(more.takenShare).toBeGreaterThanOrEqual(few.takenShare - near)
          expect(more.downS).toBeGreaterThanOrEqual(few.downS * (1 - near))
          expect(few.utilisation).toBeLessThanOrEqual(1 + near)
          expect(few.downS).toBeLessThanOrEqual((queueLimit + 1) * 60 * (1 + variation) * (1 + near))
        },
      ),
    ))
})
