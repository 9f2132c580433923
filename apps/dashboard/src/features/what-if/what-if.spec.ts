import type { FigureDistribution, WhatIfBase } from '@wanding/contracts'
import { compareRequest, optimiseRequest, runRequest } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { askedOf, changesIn, listIn, numberIn, setAsked } from './asked'
import { briefOf } from './brief'
import { changesOf, formOf } from './change-form'
import { cliffChoice } from './forms/cliff-choice'
import { optimumChoice } from './forms/optimum-choice'
import { numbersOf, runChoice } from './forms/run-choice'
import { PRESETS, VARIANT_SETS } from './questions'
import { cliffShade, spreadMarks } from './spread'

const base: WhatIfBase = {
  mill: 'jimo',
  name: { en: 'Jimo mill', zh: '即墨纺纱厂' },
  tenterPost: 'ring-tenters',
  plan: {
    spindles: 100_800,
    posts: [{ id: 'ring-tenters', name: { en: 'Ring tenters', zh: '细纱值车' }, persons: 8, day: false }],
    measures: ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9'],
    spindleSpeedRpm: 18_500,
    countNe: 40,
    twistMultiplier: 3.8,
    dispatch: 'guided-nearest',
    pooling: 'mill',
    robots: 14,
  },
}
const en = (text: { en: string }) => text.en

describe('the form', () => {
  it('asks for what differs from the mill alone', () => {
    const form = formOf(base)
    expect(changesOf(base, form)).toEqual({})
    expect(changesOf(base, { ...form, tenters: 7, breakFactor: 2 })).toEqual({
      persons: { 'ring-tenters': 7 },
      breakFactor: 2,
    })
    expect(changesOf(base, { ...form, measures: [...form.measures].reverse() })).toEqual({})
  })

  it('has presets and sets of variants that the backend takes, each of which changes something', () => {
    for (const { text, change } of PRESETS) {
      const form = formOf(base)
      const changes = changesOf(base, { ...form, ...change(form) })
      expect(Object.keys(changes).length, text.en).toBeGreaterThan(0)
      expect(runRequest.safeParse({ changes }).success, text.en).toBe(true)
    }
    for (const { text, of } of VARIANT_SETS) {
      const variants = of(base, en)
      expect(compareRequest.safeParse({ variants }).success, text.en).toBe(true)
      expect(new Set(variants.map(({ label }) => label)).size, text.en).toBe(variants.length)
      expect(new Set(variants.map(({ changes }) => JSON.stringify(changes))).size, text.en).toBe(variants.length)
    }
    expect(optimiseRequest.safeParse({ most: 3, target: {} }).success).toBe(false)
  })

  it('reads lists of numbers as people write them', () => {
    expect(numbersOf('8, 4;6  4、x，10')).toEqual([4, 6, 8, 10])
    expect(numbersOf('')).toEqual([])
  })
})

describe('a question that is shown', () => {
  it('fills the form of its mill, and is asked again as it was', () => {
    const changes = {
      persons: { 'ring-tenters': 6, doffers: 3 },
      startUpShare: 0.2,
      breakFactor: 2,
      dispatch: 'patrol' as const,
    }
    const form = formOf(base, changes)
    expect(form).toMatchObject({ tenters: 6, breakFactor: 2, dispatch: 'patrol', spindleSpeedRpm: 18_500 })
    expect(changesOf(base, form)).toEqual(changes)
    expect(changesOf(base, { ...form, tenters: 8 }).persons).toEqual({ doffers: 3 })
    expect(formOf(base, {})).toEqual(formOf(base))
  })

  it('does not fill the form of another mill', () => {
    const asked = { mill: 'jimo', changes: { robots: 3 } }
    expect(changesIn(askedOf(base, asked))).toEqual({ robots: 3 })
    expect(changesIn(askedOf({ ...base, mill: 'lu' }, asked))).toEqual({})
    expect(askedOf(base, null)).toBeNull()
  })

  it('fills the other forms, too, or they hold what is usual', () => {
    const cliff = { mill: 'jimo', persons: [4, 8], breakFactors: [1, 2], replications: 3 }
    expect(cliffChoice(base, cliff)).toEqual({ persons: '4, 8', levels: '1, 2', replications: 3 })
    expect(cliffChoice(base, null)).toMatchObject({ persons: '2, 4, 6, 8, 10, 12', replications: 2 })
    const aim = { mill: 'jimo', least: 2, most: 9, confidence: 0.999, target: { responseP90SAtMost: 600 } }
    expect(optimumChoice(base, aim)).toEqual({
      least: 2,
      most: 9,
      confidence: 99.9,
      target: { endsDownPercentAtMost: null, responseP90SAtMost: 600, productionKgAtLeast: null },
    })
    expect(optimumChoice(base, null)).toMatchObject({
      most: 16,
      confidence: 95,
      target: { endsDownPercentAtMost: 0.1 },
    })
    expect(runChoice(50, { seed: 9, anew: true })).toEqual({ replications: 50, seed: 9, anew: true })
  })

  it('gives its numbers and lists, or what is usual', () => {
    const asked = { seed: 9, persons: [4, 8] }
    expect([numberIn(asked, 'seed', 7), numberIn(asked, 'replications', 50)]).toEqual([9, 50])
    expect([listIn(asked, 'persons', [1]), listIn(asked, 'breakFactors', [0.5, 1])]).toEqual(['4, 8', '0.5, 1'])
  })

  it('is known as one of the sets of variants, in any language and order of its fields', () => {
    for (const [index, { of }] of VARIANT_SETS.entries()) {
      const variants = of(base, ({ zh }) => zh).map(({ label, changes }) => ({
        label,
        changes: Object.fromEntries(Object.entries(changes).reverse()),
      }))
      expect(setAsked(VARIANT_SETS, base, variants)).toBe(index)
    }
    expect(setAsked(VARIANT_SETS, base, [{ label: 'mine', changes: { robots: 1 } }])).toBe(-1)
  })
})

describe('a question in brief', () => {
  it('is its changes, its variants, or its target', () => {
    const brief = (request: Record<string, unknown>) => briefOf(request, en)
    expect(brief({ changes: { persons: { 'ring-tenters': 5 }, dispatch: 'patrol' } })).toBe(
      'Persons on a shift 5, closed patrol',
    )
    expect(brief({ variants: [{ label: 'a' }, { label: 'b' }] })).toBe('a · b')
    expect(brief({ changes: {}, target: { endsDownPercentAtMost: 0.1 } })).toBe('0.1')
    expect(brief({ changes: {} })).toBe('as it is')
    expect(brief({ persons: [4, 8], breakFactors: [1, 2], changes: {} })).toBe('4, 8 × 1, 2')
  })
})

describe('marks', () => {
  const distribution = (mean: number): FigureDistribution => ({
    n: 5,
    mean,
    ci95: 1,
    least: mean - 4,
    p10: mean - 2,
    p50: mean,
    p90: mean + 2,
    most: mean + 4,
    bins: { from: mean - 4, to: mean + 4, counts: [5] },
  })

  it('stand on one scale for all variants', () => {
    const [first, none, second] = spreadMarks([distribution(10), null, distribution(14)])
    expect(first).toEqual({ from: 2 / 12, to: 6 / 12, low: 3 / 12, high: 5 / 12, mean: 4 / 12 })
    expect(none).toBeNull()
    expect(second!.mean).toBeCloseTo(8 / 12, 12)
    const same = { ...distribution(1), least: 1, p10: 1, p90: 1, most: 1, ci95: 0 }
    expect(spreadMarks([same])[0]).toEqual({ from: 0.5, to: 0.5, low: 0.5, high: 0.5, mean: 0.5 })
  })

  it('of the cliff darken by powers of ten', () => {
    expect([0, 0.02, 20, 90].map(cliffShade)).toEqual([0, 0, 1, 1])
    expect(cliffShade(0.2) - cliffShade(0.02)).toBeCloseTo(1 / 3, 9)
  })
})
