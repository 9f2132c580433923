import { describe, expect, it } from 'vitest'
import { type Annunciation, alarmLoadOf } from './alarm-load'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const at = (minute: number, key = `a/${minute}`, priority = 3): Annunciation => ({
  key,
  alarm: key,
  priority,
  atMs: minute * MINUTE_MS,
})
const times = (count: number, minute: (i: number) => number) => Array.from({ length: count }, (_, i) => at(minute(i)))

describe('the alarm load of a position', () => {
  it('says nothing of an hour before ten minutes were watched', () => {
    expect(alarmLoadOf([at(1)], 0, 9 * MINUTE_MS).perHour).toBeNull()
    expect(alarmLoadOf([at(1)], 0, 10 * MINUTE_MS).perHour).toBeCloseTo(6)
    expect(alarmLoadOf([], 0, 0)).toMatchObject({ perHour: null, floodPercent: null, topTenPercent: null })
  })

  it('counts per hour, in the last hour and by priority, within its time only', () => {
    const told = [at(-5), at(10, 'a', 1), at(130, 'b', 4), at(170, 'c', 4), at(200)]
    const load = alarmLoadOf(told, 0, 3 * HOUR_MS)
    expect(load).toMatchObject({ count: 3, perHour: 1, lastHour: 2, byPriority: [1, 0, 0, 2] })
  })

  it.each([
    ['ten in ten minutes', times(10, (i) => i), 10],
    ['ten minutes apart', times(5, (i) => 10 * i), 1],
    ['a burst across the full hour', times(8, (i) => 56 + i), 8],
  ])('the most in ten minutes: %s', (_, told, most) =>
    expect(alarmLoadOf(told, -MINUTE_MS, 2 * HOUR_MS).mostIn10Min).toBe(most),
  )

  it('a flood begins above ten in ten minutes and ends below five', () => {
    // The eleventh comes at 110 s; they leave from 600 s on, and below five are left when the seventh has gone, at 660 s.
    const told = times(11, (i) => 1 + i / 6)
    const load = alarmLoadOf(told, 0, HOUR_MS)
    const began = 1 + 10 / 6
    const ended = 1 + 6 / 6 + 10
    expect(load.floodPercent).toBeCloseTo((100 * (ended - began)) / 60)
    expect(
      alarmLoadOf(
        times(10, (i) => 1 + i / 6),
        0,
        HOUR_MS,
      ).floodPercent,
    ).toBe(0)
    expect(alarmLoadOf(told, 0, 5 * MINUTE_MS).floodPercent).toBeCloseTo((100 * (5 - began)) / 5)
  })

  it('an alarm chatters that is raised three times within a minute', () => {
    const told = [at(1, 'x'), at(1.3, 'x'), at(1.9, 'x'), at(5, 'y'), at(5.5, 'y'), at(6.1, 'y')]
    expect(alarmLoadOf(told, 0, HOUR_MS).chattering).toEqual(['x'])
  })

  it('names the ten most frequent with their share', () => {
    const told = Array.from({ length: 12 }, (_, k) =>
      times(k + 1, (i) => k + i / 60).map((a) => ({ ...a, key: `k${k}` })),
    )
    const load = alarmLoadOf(
      told.flat().sort((a, b) => a.atMs - b.atMs),
      -MINUTE_MS,
      HOUR_MS,
    )
    expect(load.topTen).toHaveLength(10)
    expect(load.topTen[0]).toMatchObject({ key: 'k11', count: 12, percent: expect.closeTo((100 * 12) / 78) })
    expect(load.topTenPercent).toBeCloseTo((100 * 75) / 78)
  })
})
