import { signalOf } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { leastRange } from './least-range'

describe('the axis of a signal', () => {
  it('reaches around the newest value far enough that its noise stays small', () => {
    const [least, most] = leastRange(signalOf('comber', 'nips/rate')!, 450) as [number, number]
    expect(least).toBeLessThan(450)
    expect(most - least).toBeGreaterThanOrEqual(9)
  })

  it('does not go below what the signal can be', () => {
    expect(leastRange(signalOf('winder', 'winding/redLights')!, 0)[0]).toBe(0)
    expect(leastRange(signalOf('winder', 'winding/cuts')!, 0.1)[0]).toBe(0)
  })

  it('is open while nothing is known', () => {
    expect(leastRange(signalOf('comber', 'noil')!, null)).toEqual([])
  })
})
