import { COUNTING_RULES, PERIOD_FACTORS, type ROLES, STAFF_PROCESSES } from '@wanding/mill'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { curveScale } from './load-curve'
import { fieldText, fieldTime, usualPeriods } from './periods'
import { SMALLER, withSmaller } from './smaller-bars'
import { waterfallScale } from './waterfall'
import { FACTORS, PROCESSES, RULES } from './why.texts'

const changes = fc.array(
  fc.double({ min: -20, max: 20, noNaN: true }).map((per10k) => ({ per10k })),
  { maxLength: 12 },
)

describe('the waterfall as drawn', () => {
  it('puts each bar where the one before ended, inside the scale, the first at the start', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 60, noNaN: true }), changes, fc.boolean(), (start, bars, fromZero) => {
        const { rows, at } = waterfallScale(start, bars, fromZero)
        let end = start
        for (const row of rows) {
          expect(row.from).toBe(end)
          end = row.to
          expect(row.left).toBeGreaterThanOrEqual(0)
          expect(row.left + Math.abs(at(row.to) - at(row.from))).toBeLessThanOrEqual(1 + 1e-9)
          expect(row.width).toBeGreaterThan(0)
        }
        if (fromZero && start >= 0) expect(at(0)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('from zero keeps lengths true: half of a figure is half as long', () => {
    const { at, least } = waterfallScale(50, [{ per10k: -40 }], true)
    expect(least).toBe(0)
    expect(at(25) / at(50)).toBeCloseTo(0.5, 9)
  })
})

describe('smaller changes in one bar', () => {
  const bar = (key: string, per10k: number, role: (typeof ROLES)[number] = 'winding') => {
    const term = { id: 'copsWound', unit: 'cop', roll: per10k, per10k, before: null, after: null }
    return { key, roll: per10k, per10k, roles: [{ role, roll: per10k, per10k, terms: [term] }] }
  }

  it('sum to what they were', () => {
    const all = [bar('a', 0.4), bar('b', -0.004), bar('c', 0.001), bar('d', 0.002, 'packing')]
    const shown = withSmaller(all)
    expect(shown.map(({ key }) => key)).toEqual(['a', SMALLER])
    expect(shown[1]!.per10k).toBeCloseTo(-0.001, 12)
    expect(shown[1]!.roles.map(({ role, per10k }) => [role, per10k])).toEqual([
      ['winding', expect.closeTo(-0.003, 12)],
      ['packing', 0.002],
    ])
    expect(shown[1]!.roles[0]!.terms).toHaveLength(1)
  })

  it('a single one keeps its name', () => expect(withSmaller([bar('a', 0.4), bar('b', 0.001)])[1]!.key).toBe('b'))
})

describe('periods', () => {
  const nowMs = Date.UTC(2026, 2, 2, 6, 30)
  const clock = { nowMs, utcOffsetMinutes: 480, shiftStartMs: Date.UTC(2026, 2, 2, 0), shiftHours: 8 }

  it('follow one another: hour, shift and day on the clock of the mill', () => {
    for (const choice of ['hour', 'shift', 'day'] as const) {
      const { beforeFrom, beforeTo, afterFrom, afterTo } = usualPeriods(choice, clock)
      expect(beforeTo).toBe(afterFrom)
      expect(beforeFrom).toBeLessThan(beforeTo)
      expect(afterTo).toBe(nowMs)
    }
    expect(usualPeriods('shift', clock).afterFrom).toBe(clock.shiftStartMs)
    // 14:30 at UTC+8: the day began at 16:00 UTC of the day before.
    expect(usualPeriods('day', clock).afterFrom).toBe(Date.UTC(2026, 2, 1, 16))
    expect(usualPeriods('shift', { ...clock, shiftStartMs: nowMs }).afterTo).toBeGreaterThan(nowMs)
  })

  it('are typed on the clock of the mill', () => {
    expect(fieldText(nowMs, 480)).toBe('2026-03-02T14:30')
    expect(fieldTime('2026-03-02T14:30', 480)).toBe(nowMs)
    expect(fieldTime('', 480)).toBeNull()
  })
})

it('the curve of the load lies inside its box, and higher where more ends are down', () => {
  const point = (index: number, endsDownPercent: number) => ({
    index,
    endsDownPercent,
    persons: 8,
    downS: 1,
    pilingUpPerHour: 0,
  })
  const { x, y, decades } = curveScale([point(0.7, 0.002), point(1, 1), point(1.15, 60)], { width: 100, height: 50 })
  expect([x(0.7), x(1.15), x(2)]).toEqual([0, 100, 100])
  expect(y(60)).toBeLessThan(y(1))
  expect(decades).toEqual([0.001, 0.01, 0.1, 1, 10, 100].map((decade) => expect.closeTo(decade, 12)))
})

it('names every factor, rule and process', () => {
  for (const key of PERIOD_FACTORS) expect(FACTORS[key].zh, key).toBeTruthy()
  for (const key of COUNTING_RULES) expect(RULES[key].zh, key).toBeTruthy()
  for (const key of STAFF_PROCESSES) expect(PROCESSES[key].zh, key).toBeTruthy()
})
