import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { pollMoving } from './poll-moving'

const PERIOD_MS = 1000

describe('polling while the picture moves', () => {
  const resumed = new Set<() => void>()
  const source = {
    paused: false,
    onResumed: (listener: () => void) => {
      resumed.add(listener)
      return () => resumed.delete(listener)
    },
  }
  const ask = vi.fn()
  let end: () => void
  const begin = (paused: boolean) => {
    source.paused = paused
    end = pollMoving(source, ask, PERIOD_MS)
  }

  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('document', { hidden: false, addEventListener: vi.fn(), removeEventListener: vi.fn() })
    ask.mockClear()
  })
  afterEach(() => {
    end()
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('asks now and each period', () => {
    begin(false)
    vi.advanceTimersByTime(2 * PERIOD_MS)
    expect(ask).toHaveBeenCalledTimes(3)
  })

  it('asks once for what is opened while the picture is held', () => {
    begin(true)
    expect(ask).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(5 * PERIOD_MS)
    expect(ask).toHaveBeenCalledTimes(1)
  })

  it('holds what is there, and asks as soon as the picture moves on', () => {
    begin(false)
    source.paused = true
    vi.advanceTimersByTime(5 * PERIOD_MS)
    expect(ask).toHaveBeenCalledTimes(1)
    source.paused = false
    for (const listener of resumed) listener()
    expect(ask).toHaveBeenCalledTimes(2)
  })

  it('ends', () => {
    begin(false)
    end()
    vi.advanceTimersByTime(5 * PERIOD_MS)
    expect([ask.mock.calls.length, resumed.size]).toEqual([1, 0])
  })
})
