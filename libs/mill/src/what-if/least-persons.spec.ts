import { describe, expect, it } from 'vitest'
import type { WhatIfFigures } from './figures'
import { type LeastPersonsQuestion, leastPersons } from './least-persons'
import { confidenceInTarget } from './targets'

/** A seeded unit of a person count and replication. */
function noise(persons: number, replication: number, salt: number): number {
  let t = Math.imul(persons * 7919 + replication * 104_729 + salt * 31 + 1, 0x6d2b79f5)
  t = Math.imul(t ^ (t >>> 15), 1 | t)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}
const figuresOf = (endsDownPercent: number) =>
  ({ endsDownPercent, responseP90S: 100, productionKg: 1000 }) as unknown as WhatIfFigures

const question = (changes: Partial<LeastPersonsQuestion> = {}): LeastPersonsQuestion => ({
  least: 1,
  most: 20,
  target: { endsDownPercentAtMost: 1 },
  confidence: 0.95,
  mostReplications: 64,
  batch: 4,
  ...changes,
})

/** 6/persons % of the ends are down, give or take; six persons are exactly at 1 %. */
const room =
  (spread: number, salt = 0) =>
  async (persons: number, replications: readonly number[]) =>
    replications.map((r) => figuresOf(6 / persons + spread * (noise(persons, r, salt) - 0.5)))

describe('leastPersons', () => {
  it('finds the least that keeps the target, and says that one fewer misses it', async () => {
    const found = await leastPersons(question({ target: { endsDownPercentAtMost: 1.1 } }), room(0.1))
    expect(found.persons).toBe(6)
    expect(found.keeps).toBeGreaterThan(0.99)
    expect(found.oneFewerMisses).toBeGreaterThan(0.99)
    expect(found.candidates.length).toBeLessThanOrEqual(6)
    expect(found.candidates.find(({ persons }) => persons === 20)!.replications).toBe(4)
  })

  it('says null where nobody in the range keeps it, and runs no more than it needs to know that', async () => {
    const found = await leastPersons(question({ most: 4 }), room(0.1))
    expect(found).toMatchObject({ persons: null, keeps: null, oneFewerMisses: null })
    expect(found.candidates.map(({ persons, verdict }) => [persons, verdict])).toEqual([[4, 'misses']])
  })

  it('is on the safe side where it stays undecided', async () => {
    const found = await leastPersons(question({ mostReplications: 12 }), room(0.9))
    const six = found.candidates.find(({ persons }) => persons === 6)
    expect(found.persons).toBeGreaterThan(6)
    expect(six === undefined || six.verdict === 'undecided').toBe(true)
  })

  it('calls a number that misses by a hair good hardly ever: the looks share the error', async () => {
    let wrong = 0
    for (let salt = 1; salt <= 400; salt++) {
      const { persons } = await leastPersons(question({ target: { endsDownPercentAtMost: 0.9999 } }), room(1, salt))
      if (persons! <= 6) wrong += 1
    }
    // 5 % are allowed; three standard errors above that.
    expect(wrong / 400).toBeLessThan(0.05 + 0.033)
  })
})

describe('confidenceInTarget', () => {
  const shifts = [0.9, 1, 1.1].map(figuresOf)
  it('is the least of the single ones, whichever way the limit lies', () => {
    expect(confidenceInTarget(shifts, { endsDownPercentAtMost: 1 })).toBeCloseTo(0.5, 12)
    expect(confidenceInTarget(shifts, { endsDownPercentAtMost: 9, productionKgAtLeast: 1000 })).toBeGreaterThan(0.999)
    expect(confidenceInTarget(shifts, { endsDownPercentAtMost: 9, productionKgAtLeast: 1001 })).toBe(0)
    const silent = [...shifts, { ...figuresOf(1), endsDownPercent: null }]
    expect(confidenceInTarget(silent, { endsDownPercentAtMost: 99 })).toBe(0)
  })
})
