import { describe, expect, it } from 'vitest'
import { SendWindow } from './send-window'

describe('the window of the backlog', () => {
  it('doubles with each window that is answered, up to its bound', () => {
    const window = new SendWindow()
    const sizes = Array.from({ length: 5 }, () => {
      window.answered(window.size, 0)
      return window.size
    })
    expect(sizes).toEqual([128, 256, 500, 500, 500])
  })

  it('is half after a loss and then grows by steps, and never closes', () => {
    const window = new SendWindow()
    for (let i = 0; i < 5; i++) window.answered(window.size, 0)
    window.lost()
    expect(window.size).toBe(250)
    window.answered(250, 0)
    expect(window.size).toBe(258)
    for (let i = 0; i < 20; i++) window.lost()
    expect(window.size).toBe(16)
  })

  it('shares what a host can take: gateways that each widen and halve come to the same', () => {
    const CAN = 1000
    const windows = Array.from({ length: 20 }, () => new SendWindow())
    windows[0]!.answered(400, 0)
    let used = 0
    const rounds = 400
    for (let round = 0; round < rounds; round++) {
      const asked = windows.reduce((sum, { size }) => sum + size, 0)
      for (const window of windows) asked > CAN ? window.lost() : window.answered(window.size, 0)
      if (round >= rounds / 2) used += Math.min(asked, CAN) / (rounds / 2)
    }
    const sizes = windows.map(({ size }) => size)
    expect(Math.max(...sizes)).toBeLessThan(1.1 * Math.min(...sizes))
    expect(used).toBeGreaterThan(0.6 * CAN)
  })

  it('waits longer for a host that takes longer, twice as long after each silence, and no longer than a minute', () => {
    const window = new SendWindow()
    expect(window.patienceMs).toBe(5000)
    window.sent(7, 1000)
    window.sent(8, 2000)
    window.answered(6, 3000, 6)
    expect(window.patienceMs).toBe(5000)
    window.answered(2, 4000, 8)
    expect(window.patienceMs).toBe(12_000)
    for (const patience of [24_000, 48_000, 60_000]) {
      window.timedOut()
      expect(window.patienceMs).toBe(patience)
    }
    window.answered(1, 70_000, 9)
    expect(window.patienceMs).toBe(12_000)
  })

  it('does not time what may be the answer to something else', () => {
    const window = new SendWindow()
    window.sent(7, 0)
    window.interrupted()
    window.answered(7, 100_000, 7)
    window.sent(8, 100_000)
    window.lost()
    window.answered(1, 200_000, 8)
    expect(window.patienceMs).toBe(5000)
  })
})
