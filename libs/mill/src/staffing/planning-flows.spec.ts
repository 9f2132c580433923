import { describe, expect, it } from 'vitest'
import { aNorms } from './norms.builder'
import { normsFor } from './norms-in-force'
import { planningFlows } from './planning-flows'

const inForce = normsFor(aNorms(), [])

describe('planningFlows', () => {
  it('computes the output of a spindle from speed, twist and count (domain 2.1)', () => {
    // 14.7625 tex at 39.37 × 4 × √40 = 995.99 turns per metre and 17,000 rpm, 90 % efficient.
    const flows = planningFlows(inForce)
    expect(flows.gramsPerSpindleHour).toBeCloseTo((0.06 * 17_000 * 14.7625 * 0.9) / 995.99, 3)
    expect(flows.kgPerHour.ring).toBeCloseTo(flows.gramsPerSpindleHour * 10, 9)
  })

  it('keeps the machines at the basis count', () => {
    expect(planningFlows(inForce).outputRatio).toBe(1)
    expect(planningFlows(inForce).installed).toEqual({
      blowroomLines: 2,
      cards: 10,
      combers: 10,
      finisherDeliveries: 10,
      rovingSpindles: 1000,
      windingSpindles: 200,
    })
  })

  it('scales at another count by k, with at least one machine of each kind', () => {
    // k = (40 / 160)^1.5 = 0.125, to two decimals.
    const { outputRatio, installed, constants } = planningFlows(inForce, { countNe: 160 })
    expect(outputRatio).toBe(0.13)
    expect(installed).toEqual({
      blowroomLines: 1,
      cards: 1,
      combers: 1,
      finisherDeliveries: 1,
      rovingSpindles: 130,
      windingSpindles: 200,
    })
    expect(constants.wasteMinutes).toBeCloseTo(40, 9)
    expect(constants.windingSpindleMinutes).toBeCloseTo(0.5 * Math.sqrt(0.13), 9)
    expect(constants.floorMinutes).toBeCloseTo(200 * 0.13 ** 0.35, 9)
    expect(constants.pieceMinutes).toBe(0.5)
  })

  it('spins fine counts at their own twist and no faster than their speed', () => {
    const norms = aNorms()
    norms.twist = [
      { upToNe: 80, multiplier: 4 },
      { upToNe: 100, multiplier: 5, spindleSpeedMaxRpm: 8500 },
    ]
    const at = (countNe: number) => planningFlows(normsFor(norms, []), { countNe }).gramsPerSpindleHour
    const plain = (countNe: number) => planningFlows(inForce, { countNe }).gramsPerSpindleHour
    expect(at(80)).toBeCloseTo(plain(80), 9)
    expect(at(90)).toBeCloseTo(plain(90) * 0.5 * 0.8, 9)
    expect(at(140)).toBeCloseTo(plain(140) * 0.5 * 0.8, 9)
  })

  it('is in proportion to the spindles, whole machines included', () => {
    const half = planningFlows(inForce, { spindles: 5000 })
    expect(half.kgPerHour.ring).toBeCloseTo(planningFlows(inForce).kgPerHour.ring / 2, 9)
    expect(half.installed.cards).toBe(5)
    expect(half.constants.fitterDayPosts).toBe(2)
  })

  it('takes installed machines as they are told', () => {
    expect(planningFlows(inForce, { countNe: 160, installed: { cards: 7 } }).installed).toMatchObject({
      cards: 7,
      combers: 1,
    })
  })

  it('lets robots take their share of all ends', () => {
    const norms = aNorms({ S9: { robotShare: 0.75 } })
    const people = planningFlows(normsFor(norms, [])).eventsPerHour.endsPiecedByPeople
    const flows = planningFlows(normsFor(norms, ['S9']))
    expect(flows.eventsPerHour.endsPiecedByPeople).toBeCloseTo(people / 4, 9)
    expect(flows.endsPerHour.byRobot).toBeCloseTo((people * 3) / 4, 9)
  })
})
