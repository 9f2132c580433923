import { describe, expect, it } from 'vitest'
import { SizeWindow } from './size-window'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const AGES = { seconds: 24 * HOUR, moments: 14 * 24 * HOUR }
const MB = 1e6

/** A window of so many MB, after a mill wrote so many an hour for so many minutes. */
function aWindow(mostMb: number, perHour: { seconds: number; moments: number }, minutes = 60): SizeWindow {
  const window = new SizeWindow(mostMb * MB)
  for (let minute = 1; minute <= minutes; minute++)
    window.wrote(MINUTE, {
      seconds: (perHour.seconds * MB) / 60,
      moments: (perHour.moments * MB) / 60,
    })
  return window
}
const hours = (window: SizeWindow) => {
  const { seconds, moments } = window.ages(AGES)
  return { seconds: seconds / HOUR, moments: moments / HOUR }
}

describe('how far back a size reaches', () => {
  it('is the age where there is room', () => {
    expect(hours(aWindow(20_000, { seconds: 300, moments: 5 }))).toEqual({ seconds: 24, moments: 336 })
  })

  it('shortens the flight recorder first, and moments to half of the room', () => {
    const small = hours(aWindow(5000, { seconds: 300, moments: 5 }))
    expect(small.moments).toBe(336)
    expect(small.seconds).toBeCloseTo((5000 - 336 * 5) / 300, 6)
    const tiny = hours(aWindow(1000, { seconds: 300, moments: 5 }))
    expect(tiny.moments).toBeCloseTo(500 / 5, 6)
    expect(tiny.seconds).toBeCloseTo(500 / 300, 6)
    // Together they fill what there is.
    expect(300 * tiny.seconds + 5 * tiny.moments).toBeCloseTo(1000, 6)
  })

  it('does not judge by a few minutes', () => {
    expect(hours(aWindow(1, { seconds: 300, moments: 5 }, 9))).toEqual({ seconds: 24, moments: 336 })
    expect(hours(aWindow(1, { seconds: 300, moments: 5 }, 10)).seconds).toBeLessThan(0.01)
  })
})
