import { describe, expect, it } from 'vitest'
import { gammaAt, gammaQuantiles } from './gamma-quantiles'
import { nextExponential, nextNormal, nextTriangular, nextUnit, seedStream, WORDS } from './random'

const draws = (name: string, count: number, seed = 7) => {
  const streams = new Int32Array(WORDS)
  seedStream(streams, 0, seed, name)
  return Array.from({ length: count }, () => nextUnit(streams, 0))
}
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const variance = (values: number[]) => {
  const middle = mean(values)
  return mean(values.map((value) => (value - middle) ** 2))
}

describe('random streams', () => {
  it('depend on seed and name only', () => {
    expect(draws('ring-frame/1/breaks', 5)).toEqual(draws('ring-frame/1/breaks', 5))
    expect(draws('ring-frame/1/breaks', 5)).not.toEqual(draws('ring-frame/2/breaks', 5))
    expect(draws('ring-frame/1/breaks', 5, 8)).not.toEqual(draws('ring-frame/1/breaks', 5, 7))
  })

  it('of neighbours are unrelated from the first draw on', () => {
    for (let draw = 0; draw < 3; draw++) {
      const all = Array.from({ length: 2000 }, (_, i) => draws(`ring-frame/${i}/breaks`, draw + 1)[draw]!)
      const shifted = all.slice(1)
      const a = all.slice(0, -1)
      const covariance = mean(a.map((value, i) => (value - 0.5) * (shifted[i]! - 0.5)))
      expect(Math.abs(covariance * 12)).toBeLessThan(0.08)
      expect(Math.abs(mean(all) - 0.5)).toBeLessThan(0.03)
    }
  })

  it('have the moments of their distributions', () => {
    const streams = new Int32Array(WORDS)
    seedStream(streams, 0, 1, 'moments')
    const sample = (draw: () => number) => Array.from({ length: 40_000 }, draw)
    const uniform = sample(() => nextUnit(streams, 0))
    expect([Math.min(...uniform) > 0, Math.max(...uniform) < 1]).toEqual([true, true])
    expect(variance(uniform)).toBeCloseTo(1 / 12, 2)
    expect(mean(sample(() => nextExponential(streams, 0)))).toBeCloseTo(1, 1)
    const normal = sample(() => nextNormal(streams, 0))
    expect([mean(normal), variance(normal)].map((value) => Math.round(value * 20) / 20)).toEqual([0, 1])
    const triangular = sample(() => nextTriangular(streams, 0, [10, 12, 20]))
    expect(mean(triangular)).toBeCloseTo(14, 1)
    expect([Math.min(...triangular) >= 10, Math.max(...triangular) <= 20]).toEqual([true, true])
    expect(nextTriangular(streams, 0, [5, 5, 5])).toBe(5)
  })
})

describe('gamma quantiles', () => {
  it.each([0.4, 1, 2.5, 20])('of shape %s have mean 1 and variance 1 / shape', (shape) => {
    const table = gammaQuantiles(shape)
    const values = Array.from({ length: 100_000 }, (_, i) => gammaAt(table, (i + 0.5) / 100_000))
    expect(Math.abs(mean(values) - 1)).toBeLessThan(0.01)
    expect(Math.abs(variance(values) * shape - 1)).toBeLessThan(0.04)
    expect(values.every((value, i) => i === 0 || value >= values[i - 1]!)).toBe(true)
  })
})
