import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MEASURES } from '../codes'
import { aNorms } from './norms.builder'
import { normsFor } from './norms-in-force'

const norms = aNorms({
  S1: { frameDoffMinutes: 3, spindlesPerFrame: 1200 },
  S4: { pieceMinutes: 0.36 },
  S8: { frameDoffMinutes: 2 },
  S9: { robotShare: 0.7, pieceMinutes: 0.3 },
})

describe('normsFor', () => {
  it('leaves the conventional mill as it is, and the norms untouched', () => {
    expect(normsFor(norms, []).constants).toEqual(norms.conventional)
    normsFor(norms, MEASURES)
    expect(norms.conventional.frameDoffMinutes).toBe(12)
  })

  it('takes the printed values along the ladder, exactly', () => {
    expect(normsFor(norms, ['S1']).constants).toMatchObject({ frameDoffMinutes: 3, spindlesPerFrame: 1200 })
    expect(normsFor(norms, MEASURES).constants).toMatchObject({
      frameDoffMinutes: 2,
      pieceMinutes: 0.3,
      robotShare: 0.7,
    })
  })

  it('makes the same step in proportion where an earlier measure is missing', () => {
    // From 3 to 2 minutes on the ladder: a third less, of the 12 minutes of trolley doffing.
    expect(normsFor(norms, ['S8']).constants.frameDoffMinutes).toBeCloseTo(8, 9)
    expect(normsFor(norms, ['S9']).constants.pieceMinutes).toBeCloseTo((0.5 * 0.3) / 0.36, 9)
  })

  it('takes the value itself where the ladder stood at zero', () => {
    expect(normsFor(norms, ['S9']).constants.robotShare).toBe(0.7)
  })

  it('does not mind order or repetition, and names the measures in the order of the ladder', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...MEASURES)), (measures) => {
        const sorted = MEASURES.filter((measure) => measures.includes(measure))
        const shuffled = normsFor(norms, measures)
        expect(shuffled.constants).toEqual(normsFor(norms, sorted).constants)
        expect(shuffled.measures).toEqual(sorted)
      }),
    )
  })
})
