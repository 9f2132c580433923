import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packRollup, packSecond, spindleOfRollup, spindleOfSecond } from './spindle-blob'

const spindles = fc.integer({ min: 1, max: 300 })

describe('packSecond', () => {
  it('gives every spindle back', () => {
    fc.assert(
      fc.property(
        spindles.chain((count) =>
          fc.tuple(
            fc.uint16Array({ minLength: count, maxLength: count }),
            fc.uint8Array({ minLength: count, maxLength: count }),
          ),
        ),
        ([rpm, states]) => {
          const blob = packSecond(rpm, states)
          for (let index = 0; index < rpm.length; index++) {
            expect(spindleOfSecond(blob, index + 1)).toEqual({ rpm: rpm[index], state: states[index] })
          }
          expect(spindleOfSecond(blob, rpm.length + 1)).toBeUndefined()
        },
      ),
      { numRuns: 30 },
    )
  })

  it('fills what is missing with zero', () => {
    const blob = packSecond(Uint16Array.of(18_500, 18_501), new Uint8Array())
    expect(spindleOfSecond(blob, 2)).toEqual({ rpm: 18_501, state: 0 })
  })

  it('packs a frame of 1,200 spindles into less than half of its bytes', () => {
    const rpm = Uint16Array.from({ length: 1200 }, (_, index) => 18_480 + ((index * 7919) % 61))
    expect(packSecond(rpm, new Uint8Array(1200).fill(1)).length).toBeLessThan(1800)
  })

  it('refuses a blob of another layout', () => {
    expect(() => spindleOfSecond(Uint8Array.of(9, 0, 0), 1)).toThrow('unknown layout 9')
  })
})

describe('packRollup', () => {
  it('gives every spindle back', () => {
    const blob = packRollup({
      breaks: Uint8Array.of(0, 3),
      producingSeconds: Uint16Array.of(60, 3512),
      downSeconds: Uint16Array.of(0, 88),
      meanRpm: Uint16Array.of(18_499, 0),
    })
    expect(spindleOfRollup(blob, 1)).toEqual({ breaks: 0, producingSeconds: 60, downSeconds: 0, meanRpm: 18_499 })
    expect(spindleOfRollup(blob, 2)).toEqual({ breaks: 3, producingSeconds: 3512, downSeconds: 88, meanRpm: 0 })
    expect(spindleOfRollup(blob, 3)).toBeUndefined()
  })
})
