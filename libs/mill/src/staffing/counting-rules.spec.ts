import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SHIFT_SYSTEMS } from '../codes'
import { type CountingRules, caseUnder, countingRuleEffects, defaultRules, rulesWith } from './counting-rules'
import { SCOPES } from './norms'
import { staffOf } from './staff-case'
import { aStaffCase, steppedNorms } from './staff-case.builder'
import { staffCases } from './staff-cases.suite'

const of = aStaffCase()
const usual = defaultRules(of.norms, of.roster)
const effectsOf = (chosen: Partial<CountingRules>) => countingRuleEffects(of, usual, rulesWith(of.norms, usual, chosen))
const base = staffOf(of).staff

describe('counting rules', () => {
  it('as they are change nothing', () => {
    const { effects, together, chosen } = effectsOf({})
    expect(effects).toEqual([])
    expect(together).toEqual({ persons: 0, per10k: 0 })
    expect(chosen).toEqual({ persons: base.roll, per10k: base.per10k })
  })

  it('the scope counts others, in persons', () => {
    expect(effectsOf({ scope: 'C' }).effects).toEqual([
      { rule: 'scope', persons: expect.closeTo(base.roll * 0.1, 9), per10k: expect.closeTo(base.per10k! * 0.1, 9) },
    ])
    expect(effectsOf({ scope: 'A' }).effects[0]!.persons).toBeLessThan(0)
  })

  it('one crew less takes the shift posts / attendance', () => {
    const [crews] = effectsOf({ crews: 3 }).effects
    expect(crews!.persons).toBeCloseTo(-base.shiftPosts / 0.8, 9)
  })

  it('a shift system brings its crews, and its longer shift no other posts', () => {
    const rules = rulesWith(of.norms, usual, { shiftSystem: 'three-crews-two-shifts' })
    expect(rules).toMatchObject({ shiftSystem: 'three-crews-two-shifts', crews: 3 })
    expect(effectsOf({ shiftSystem: 'three-crews-two-shifts' }).effects[0]!.persons).toBeCloseTo(
      -base.shiftPosts / 0.8,
      9,
    )
    expect(effectsOf({ shiftSystem: 'four-crews-two-shifts' }).effects[0]!.persons).toBeCloseTo(0, 9)
  })

  it('on site is the roll / (crews / attendance)', () => {
    expect(effectsOf({ headcount: 'on-site' }).chosen.per10k).toBeCloseTo(base.onSitePer10k!, 9)
  })

  it('twice the effective time takes half of the shift posts that work decides', () => {
    const { shiftPosts } = staffOf(caseUnder(of, { ...usual, utilisation: 1 })).staff
    // Four posts are manned whatever happens.
    expect(shiftPosts).toBeCloseTo((base.shiftPosts - 4) / 2 + 4, 9)
  })

  it('each effect and what they do together sum to the whole difference', () => {
    const rules = fc.record(
      {
        scope: fc.constantFrom(...SCOPES),
        shiftSystem: fc.constantFrom(...SHIFT_SYSTEMS),
        attendance: fc.double({ min: 0.6, max: 1, noNaN: true }),
        utilisation: fc.double({ min: 0.5, max: 1, noNaN: true }),
        headcount: fc.constantFrom('roll' as const, 'on-site' as const),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(staffCases, rules, (any, chosen) => {
        const own = defaultRules(steppedNorms, any.roster)
        const found = countingRuleEffects(any, own, rulesWith(steppedNorms, own, chosen))
        const sum = found.effects.reduce((total, { persons }) => total + persons, found.together.persons)
        expect(found.usual.persons + sum).toBeCloseTo(found.chosen.persons, 6)
        if (found.effects.length < 2) expect(found.together.persons).toBeCloseTo(0, 6)
      }),
      { numRuns: 40 },
    )
  })
})
