import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_SPEED, SPEED_STEPS_A_SIDE, speedByte, speedSteps } from './spindle-layers'
import { decodeWorkMarks, encodeWorkMarks, WORK_KINDS, WORK_MARK_BYTES } from './work-marks'

const u16 = fc.integer({ min: 0, max: 0xffff })

describe('work marks', () => {
  it('give back every mark that was put in', () => {
    const mark = fc.record({ frame: u16, position: u16, ageS: u16, kind: fc.constantFrom(...WORK_KINDS) })
    fc.assert(
      fc.property(fc.array(mark), (marks) => {
        expect(decodeWorkMarks(encodeWorkMarks(marks))).toEqual(marks)
      }),
    )
  })

  it('leave out a kind that is not known, and refuse a torn mark', () => {
    const bytes = encodeWorkMarks([{ frame: 1, position: 2, ageS: 3, kind: 'creeled' }])
    bytes[6] = 200
    expect(decodeWorkMarks(bytes)).toEqual([])
    expect(() => decodeWorkMarks(new Uint8Array(WORK_MARK_BYTES - 1))).toThrow(RangeError)
  })
})

describe('a step of speed', () => {
  it.each([
    [18_500, 18_500, 0],
    [18_407, 18_500, -1],
    [17_575, 18_500, -10],
    [9000, 18_500, -10],
    [18_870, 18_500, 4],
    [25_000, 18_500, 10],
  ])('of %i rpm at a mean of %i is %i', (rpm, mean, steps) => expect(speedSteps(speedByte(rpm, mean))).toBe(steps))

  it('is none where nothing turns, or nobody knows the mean', () => {
    expect(speedByte(0, 18_500)).toBe(NO_SPEED)
    expect(speedByte(18_500, 0)).toBe(NO_SPEED)
    expect(speedByte(18_500, Number.NaN)).toBe(NO_SPEED)
    expect(speedSteps(NO_SPEED)).toBeNull()
  })

  it('is never left for the noise of a healthy spindle, and always within a step of what is', () => {
    const deviation = fc.double({ min: -0.003, max: 0.003, noNaN: true })
    fc.assert(
      fc.property(fc.array(deviation, { minLength: 1 }), (all) => {
        let held = speedByte(18_500, 18_500)
        for (const share of all) {
          const next = speedByte(18_500 * (1 + share), 18_500, held)
          expect(next).toBe(held)
          held = next
        }
      }),
    )
    fc.assert(
      fc.property(fc.array(fc.double({ min: -0.05, max: 0.05, noNaN: true })), (all) => {
        let held = NO_SPEED
        for (const share of all) {
          held = speedByte(10_000 * (1 + share), 10_000, held)
          expect(Math.abs(speedSteps(held)! - share / 0.005)).toBeLessThan(1)
          expect(Math.abs(speedSteps(held)!)).toBeLessThanOrEqual(SPEED_STEPS_A_SIDE)
        }
      }),
    )
  })
})
