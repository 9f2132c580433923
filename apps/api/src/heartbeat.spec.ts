import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { atOnce, Heartbeat, type Turns } from './heartbeat'

describe('Heartbeat', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const did: string[] = []
  beforeEach(() => void did.splice(0))
  function* three(): Turns {
    for (const mill of ['a', 'b', 'c']) {
      did.push(mill)
      yield
    }
  }

  it('beats once a period, from its start to its stop', () => {
    const heart = new Heartbeat(1000, () => void did.push('beat'))
    heart.start()
    heart.start()
    vi.advanceTimersByTime(3500)
    heart.stop()
    vi.advanceTimersByTime(3500)
    expect(did).toHaveLength(3)
  })

  it('lets others have their turn between its own', () => {
    const heart = new Heartbeat(1000, three)
    heart.start()
    vi.advanceTimersToNextTimer()
    expect(did).toEqual(['a'])
    setImmediate(() => did.push('a message'))
    for (let step = 0; step < 4; step++) vi.advanceTimersToNextTimer()
    heart.stop()
    expect(did.filter((each) => each !== 'a message')).toEqual(['a', 'b', 'c'])
    expect(did.indexOf('a message')).toBeLessThan(did.indexOf('c'))
  })

  it('leaves out a beat that falls into the turns of the one before, and ends between two of them', () => {
    let begun = 0
    const heart = new Heartbeat(1000, function* endless(): Turns {
      begun += 1
      for (;;) {
        did.push('turn')
        yield
      }
    })
    heart.start()
    for (let step = 0; step < 5000; step++) vi.advanceTimersToNextTimer()
    expect(begun).toBe(1)
    heart.stop()
    const turns = did.length
    expect(turns).toBeGreaterThan(3)
    vi.advanceTimersByTime(5000)
    expect(did).toHaveLength(turns)
  })

  it('can have all its turns at once', () => {
    atOnce(three())
    expect(did).toEqual(['a', 'b', 'c'])
  })
})
