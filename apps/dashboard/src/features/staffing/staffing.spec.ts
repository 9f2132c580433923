import { MEASURES, type Measure, ROLE_TERMS, SHIFT_SYSTEMS } from '@wanding/mill'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scaleEnd, ticksOf, verdictOf } from './scale'
import { MEASURE_WORDS, SHIFT_SYSTEMS as SHIFT_WORDS, TERM_UNITS, TERM_WORDS } from './staffing.texts'

const RUNGS = [49.99, 41.64, 35.78, 33.09, 28.47, 25.79, 21.66, 18.98, 11.87, 9.71].map((per10k, i) => ({
  step: `S${i}`,
  per10k,
  roll: per10k * 10,
}))

describe('the scale', () => {
  it('reaches from 0 beyond the conventional mill, and beyond what is shown', () => {
    expect(scaleEnd(RUNGS, [9.8, 10.4])).toBeCloseTo(51.99, 1)
    expect(scaleEnd(RUNGS, [80, null])).toBeGreaterThan(80)
    expect(scaleEnd([], [null])).toBeGreaterThan(10)
  })

  it('has every rung as a tick, the automated left', () => {
    const ticks = ticksOf(RUNGS, 52)
    expect(ticks.map(({ step }) => step)).toEqual(['S9', 'S8', 'S7', 'S6', 'S5', 'S4', 'S3', 'S2', 'S1', 'S0'])
    expect(ticks[0]!.at).toBeCloseTo(9.71 / 52, 9)
  })

  it('lets no label cover another in its row', () => {
    const rungs = fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { maxLength: 12 })
    fc.assert(
      fc.property(rungs, fc.double({ min: 0.01, max: 0.2, noNaN: true }), (values, width) => {
        const ticks = ticksOf(
          values.map((per10k, i) => ({ step: `S${i}`, per10k, roll: 0 })),
          62,
          width,
        )
        for (const [i, tick] of ticks.entries()) {
          for (const other of ticks.slice(i + 1)) {
            if (other.row === tick.row) expect(other.at - tick.at).toBeGreaterThanOrEqual(width - 1e-9)
          }
        }
      }),
    )
  })
})

it.each([
  [0.5, 'low'],
  [0.8, 'good'],
  [0.87, 'good'],
  [0.95, 'good'],
  [0.97, 'high'],
  [1, 'high'],
  [1.01, 'over'],
])('an index of %f is %s', (index, verdict) => expect(verdictOf(index)).toBe(verdict))

describe('words of staffing', () => {
  const terms = Object.values(ROLE_TERMS).flat()

  it('name every term of the norms', () => {
    for (const rule of terms) {
      const id = rule.kind === 'event' ? rule.event : rule.kind === 'tending' ? rule.installed : undefined
      const key = id ?? (rule.kind === 'posts' ? rule.posts : rule.minutes)
      expect(TERM_WORDS, key).toHaveProperty(key!)
    }
  })

  it('name every unit of the norms', () => {
    for (const { unit } of terms) expect(Object.keys(TERM_UNITS)).toContain(unit)
  })

  it('name every measure and shift system', () => {
    for (const measure of MEASURES satisfies readonly Measure[]) expect(MEASURE_WORDS[measure].zh).toBeTruthy()
    for (const system of SHIFT_SYSTEMS) expect(SHIFT_WORDS[system].en).toBeTruthy()
  })
})
