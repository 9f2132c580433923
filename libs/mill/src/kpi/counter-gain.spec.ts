import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { counterGain, gainPerHour, newestOf, sumPerHour, toldAnew } from './counter-gain'

const MINUTE_MS = 60_000
const at = (...values: number[]) => values.map((value, i) => ({ atMs: i * MINUTE_MS, value }))

describe('what a counter gained', () => {
  it.each([
    ['grows', at(10, 12, 15), { gain: 5, seenMs: 2 * MINUTE_MS, lostMs: 0 }],
    ['stands', at(10, 10), { gain: 0, seenMs: MINUTE_MS, lostMs: 0 }],
    ['is replaced', at(10, 12, 1, 4), { gain: 5, seenMs: 2 * MINUTE_MS, lostMs: MINUTE_MS }],
    ['leaps', at(10, 12, 1e6, 1e6 + 3), { gain: 5, seenMs: 2 * MINUTE_MS, lostMs: MINUTE_MS }],
    ['was read once', at(10), { gain: 0, seenMs: 0, lostMs: 0 }],
    ['was never read', [], { gain: 0, seenMs: 0, lostMs: 0 }],
  ] as const)('when it %s', (_what, readings, expected) => {
    expect(counterGain(readings, (gain) => gain > 100)).toEqual(expected)
  })

  it('is known over a gap of readings', () => {
    const readings = [
      { atMs: 0, value: 5 },
      { atMs: 600_000, value: 65 },
    ]
    expect(counterGain(readings)).toEqual({ gain: 60, seenMs: 600_000, lostMs: 0 })
    expect(gainPerHour(counterGain(readings))).toBe(360)
  })

  it('is not known where it was replaced between two readings', () => {
    const readings = [...at(10, 12), { atMs: 2 * MINUTE_MS, value: 14, least: 0 }, { atMs: 3 * MINUTE_MS, value: 16 }]
    expect(counterGain(readings)).toEqual({ gain: 4, seenMs: 2 * MINUTE_MS, lostMs: MINUTE_MS })
  })

  it('does not depend on where the time is cut', () =>
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 30 }), fc.nat(29), (values, cut) => {
        const readings = at(...values)
        const first = counterGain(readings.slice(0, cut + 1))
        const rest = counterGain(readings.slice(Math.min(cut, readings.length - 1)))
        const { gain, seenMs, lostMs } = counterGain(readings)
        expect(gain).toBe(first.gain + rest.gain)
        expect(seenMs).toBe(first.seenMs + rest.seenMs)
        expect(seenMs + lostMs).toBe((values.length - 1) * MINUTE_MS)
      }),
    ))
})

it('adds rates, not what was seen of them', () => {
  const full = { gain: 50, seenMs: 3_600_000, lostMs: 0 }
  const half = { gain: 25, seenMs: 1_800_000, lostMs: 1_800_000 }
  expect(sumPerHour([full, half])).toBe(100)
  expect(sumPerHour([full, { gain: 0, seenMs: 0, lostMs: 0 }])).toBeNull()
  expect(sumPerHour([])).toBeNull()
})

describe('a counter that is reported seldom', () => {
  const held = at(7, 7, 10, 10, 10, 40, 40, 40, 70, 70)

  it('is known from report to report only', () => {
    expect(toldAnew(held).map(({ atMs, value }) => [atMs / MINUTE_MS, value])).toEqual([
      [2, 10],
      [5, 40],
      [8, 70],
    ])
    expect(gainPerHour(counterGain(toldAnew(held)))).toBe(600)
  })

  it('is newest in its last reports that are far enough apart', () => {
    const told = toldAnew(held)
    expect(newestOf(told, 2 * MINUTE_MS).map(({ value }) => value)).toEqual([40, 70])
    expect(newestOf(told, 4 * MINUTE_MS).map(({ value }) => value)).toEqual([10, 40, 70])
    expect(newestOf(told, 60 * MINUTE_MS)).toEqual(told)
    expect(newestOf([], MINUTE_MS)).toEqual([])
  })
})
