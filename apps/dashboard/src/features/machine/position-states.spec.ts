import { describe, expect, it } from 'vitest'
import { countStates, highest, positionSignals, positionsOf, profilePath } from './position-states'

describe('positions of a machine', () => {
  it('are states where the codes are known', () => {
    const positions = positionsOf('units/state', [1, 1, 6])
    expect(positions.as).toBe('states')
    expect(
      positions.as === 'states' && countStates(positions.states).map(({ state, count }) => [state.shape, count]),
    ).toEqual([
      ['runs', 2],
      ['stands', 1],
    ])
  })

  it('are the highest first, none where nothing was counted', () => {
    expect(highest([0, 3, 9, 3], 2)).toEqual([
      { position: 3, value: 9 },
      { position: 2, value: 3 },
    ])
    expect(highest([0, 0], 5)).toEqual([])
  })

  it('come from arrays, and from numbers whose bits are flags', () => {
    const live = { arrays: { 'units/cuts': [3] }, metrics: { 'heads/stopped': 5, noil: 17 } }
    expect(positionSignals(live)).toEqual([
      ['heads/stopped', [1, 0, 1, 0, 0, 0, 0, 0]],
      ['units/cuts', [3]],
    ])
    expect(positionSignals({ arrays: {}, metrics: { 'heads/stopped': null } })).toEqual([])
  })

  it('are a profile where there are many', () => {
    expect(profilePath([0, 10], 0, 10)).toBe('M0 100V100.0H500.00V0.0H1000.00V100Z')
    expect(profilePath([5], 5, 5)).toBe('M0 100V100.0H1000.00V100Z')
  })

  it('are amounts where nobody knows the codes, or one of them', () => {
    expect(positionsOf('units/state', [1, 99])).toEqual({ as: 'amounts', least: 0, most: 99 })
    expect(positionsOf('units/cuts', [3, 8])).toEqual({ as: 'amounts', least: 0, most: 8 })
    expect(positionsOf('units/tension', [-2, 5])).toEqual({ as: 'amounts', least: -2, most: 5 })
  })
})
