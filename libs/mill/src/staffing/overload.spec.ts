import { describe, expect, it } from 'vitest'
import { finiteSource } from '../interference'
import { loadCurve, loadResponse, tenterLoad, tentersOnPost } from './overload'
import { staffOf } from './staff-case'
import { aStaffCase } from './staff-case.builder'

const load = {
  spindles: 100_800,
  endsPerHour: 806,
  pieceS: 21.6,
  postsNeeded: 12,
  piecingPosts: 806 * (21.6 / 3600),
  utilisation: 1,
}

describe('load of the tenters', () => {
  it('with nothing else to do is the pooled mill of domain 5.3: seven tenters wait 2.9 s', () => {
    const alone = { ...load, postsNeeded: load.piecingPosts }
    expect(loadResponse(alone, 7).downS - 21.6).toBeCloseTo(2.9, 1)
    expect(loadResponse(alone, 6).downS - 21.6).toBeCloseTo(9.8, 0)
  })

  it('other work takes tenters from piecing', () => {
    expect(loadResponse(load, 7 + load.postsNeeded - load.piecingPosts).downS - 21.6).toBeCloseTo(2.9, 1)
  })

  it('climbs with the index, and above 1 ends pile up until so many stand that the people keep up', () => {
    const curve = loadCurve(load)
    for (const [i, point] of curve.entries()) {
      if (i > 0) expect(point.endsDownPercent).toBeGreaterThan(curve[i - 1]!.endsDownPercent)
    }
    const over = loadResponse(load, 11)
    expect(over.index).toBeCloseTo(12 / 11, 9)
    // A person short of 4.836 leaves 3600 / 21.6 ends an hour.
    expect(over.pilingUpPerHour).toBeCloseTo(3600 / 21.6, 6)
    expect(over.endsDownPercent).toBeCloseTo(100 * (1 - (load.piecingPosts - 1) / load.piecingPosts), 1)
    expect(loadResponse(load, 12.5).pilingUpPerHour).toBe(0)
  })

  it('parts of a person lie between whole ones', () => {
    const zone = { spindles: 1000, breaksPerSpindleHour: 0.05, serviceS: 120 }
    const down = (tenters: number) => finiteSource({ ...zone, tenters }).endsDown
    expect(down(2.5)).toBeLessThan(down(2))
    expect(down(2.5)).toBeGreaterThan(down(3))
  })

  it('is read from a staffing result, and from the persons on post', () => {
    const result = staffOf(aStaffCase({ measured: { endsPiecedByPeople: { count: 200, hours: 1 } } }))
    expect(tenterLoad(result)).toMatchObject({
      endsPerHour: 200,
      pieceS: expect.closeTo(21.6, 9),
      utilisation: 0.5,
      spindles: 10_000,
    })
    expect(tenterLoad(staffOf(aStaffCase({ measured: { endsPiecedByPeople: { count: 0, hours: 1 } } })))).toBeNull()
    const persons = { 'ring-piecing': 1, 'ring-creeling': 2, 'ring-patrol': 0.5 }
    expect(tentersOnPost(persons)).toBeNull()
    expect(tentersOnPost({ ...persons, 'ring-cleaning': 0.5 })).toBe(4)
  })
})
