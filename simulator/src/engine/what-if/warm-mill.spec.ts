import { estimate, type MillPlan, pairedDifference, type ShiftOutcome } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { seedOf, WarmMill } from './warm-mill'

const SMALL = ['ringRoom.frames=6', 'staff.posts.2.persons=1']
const plan = (...overrides: string[]) => loadMillPlan('jimo', [...SMALL, ...overrides], import.meta.url)
const timing = { seed: 7, warmUpHours: 1, hours: 2 }

function outcomes(of: MillPlan, count: number, seed = 7): ShiftOutcome[] {
  const warm = new WarmMill(of, { ...timing, seed })
  return Array.from({ length: count }, (_, replication) => warm.replicate(replication))
}
const down = (of: readonly ShiftOutcome[]) => of.map((each) => each.downSpindleHours)
const breaks = (of: readonly ShiftOutcome[]) => of.map((each) => each.breaksRunning)

describe('replications of a warm mill', () => {
  const many = outcomes(plan(), 60)

  it('are the same for the same seed and number, in any order, and never for another', () => {
    const warm = new WarmMill(plan(), timing)
    expect(warm.replicate(5)).toEqual(many[5])
    expect(warm.replicate(0)).toEqual(many[0])
    expect(new Set(many.map((each) => each.productionKg)).size).toBe(many.length)
  })

  it('are as independent of one another as mills of their own', () => {
    const values = breaks(many)
    const { mean } = estimate(values)
    const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
    // Neighbouring seeds: the correlation of 60 pairs of nothing is within 0.26 in 95 of 100.
    const next = values.slice(1).reduce((sum, value, i) => sum + (value - mean) * (values[i]! - mean), 0)
    expect(Math.abs(next / square)).toBeLessThan(0.26)
    // Running breaks of one hour to the next are nearly Poisson: the variance is the mean, within the 99 % of chi square (59).
    const index = square / (values.length - 1) / mean
    expect(index).toBeGreaterThan(0.6)
    expect(index).toBeLessThan(1.5)
  })

  it('are of one mill, which is one of those that could have been made', () => {
    const mills = new WarmMill(plan(), { ...timing, anew: true })
    const anew = breaks(Array.from({ length: 12 }, (_, replication) => mills.replicate(replication)))
    const [forked, made] = [estimate(breaks(many)), estimate(anew)]
    // A further mill is within t s √(1 + 1/n) of the mean of n; ci95 is t s / √n.
    expect(Math.abs(forked.mean - made.mean)).toBeLessThan(made.ci95 * Math.sqrt(12 + 1))
    // Mills differ in their bad spindles as well as in their chance.
    expect(made.ci95 * Math.sqrt(12)).toBeGreaterThan(forked.ci95 * Math.sqrt(60))
    expect(mills.replicate(3).breaksRunning).toBe(anew[3])
  })

  it('have the same breaks where a variant does not touch them: pairs differ far less than strangers', () => {
    const more = outcomes(plan('staff.posts.2.persons=2'), 20)
    const first = many.slice(0, 20)
    const paired = pairedDifference(down(first), down(more))!
    const strangers = pairedDifference(down(many.slice(20, 40)), down(more))!
    expect(paired.mean).toBeLessThan(0)
    expect(paired.clear).toBe(true)
    const pairedBreaks = pairedDifference(breaks(first), breaks(more))!
    const strangeBreaks = pairedDifference(breaks(many.slice(20, 40)), breaks(more))!
    expect(pairedBreaks.ci95!).toBeLessThan(0.7 * strangeBreaks.ci95!)
    expect(paired.ci95!).toBeLessThan(strangers.ci95!)
  })

  it('wind each doff by its mean and come to the same as cop by cop', () => {
    const exact = new WarmMill(plan(), { ...timing, copByCop: true })
    const each = Array.from({ length: 30 }, (_, replication) => exact.replicate(replication))
    const same = many.slice(0, 30)
    const figures: ((one: ShiftOutcome) => number)[] = [
      (one) => one.productionKg,
      (one) => one.millKwh,
      (one) => one.downSpindleHours,
      (one) => one.breaksRunning,
      (one) => one.tenters.otherWorkS,
    ]
    for (const figure of figures) {
      const paired = pairedDifference(each.map(figure), same.map(figure))!
      const { mean } = estimate(each.map(figure))
      // No clear difference beyond half a per cent, and none at all beyond three.
      expect(paired.clear && Math.abs(paired.mean) > 0.005 * mean).toBe(false)
      expect(Math.abs(paired.mean)).toBeLessThan(0.03 * mean)
    }
  })

  it('count a shift as the mill counts it', () => {
    const [one] = many
    expect(one!.hours).toBe(2)
    expect(one!.spindles).toBe(7200)
    expect(one!.productionKg / one!.fullProductionKg).toBeGreaterThan(0.85)
    expect(one!.productionKg / one!.fullProductionKg).toBeLessThan(1)
    expect(one!.tenters.persons).toBe(1)
    expect(one!.byPeople.workS + one!.tenters.otherWorkS + one!.tenters.mealS).toBeLessThan(1.1 * 2 * 3600)
  })
})

describe('seedOf', () => {
  it('is another whole number below 2^32 for every replication, and never the seed of the mill', () => {
    const seeds = Array.from({ length: 20_000 }, (_, i) => seedOf(7, i))
    expect(new Set(seeds).size).toBe(seeds.length)
    expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32 && seed !== 7)).toBe(true)
  })
})
