import { describe, expect, it } from 'vitest'
import { countStates, positionsOf } from './position-states'

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

  it('are amounts where nobody knows the codes, or one of them', () => {
    expect(positionsOf('units/state', [1, 99])).toEqual({ as: 'amounts', least: 0, most: 99 })
    expect(positionsOf('units/cuts', [3, 8])).toEqual({ as: 'amounts', least: 0, most: 8 })
    expect(positionsOf('units/tension', [-2, 5])).toEqual({ as: 'amounts', least: -2, most: 5 })
  })
})
