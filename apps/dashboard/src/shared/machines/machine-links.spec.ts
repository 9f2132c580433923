import { describe, expect, it } from 'vitest'
import { linkedOf, neighbours, stagesAround } from './machine-links'

const machines = ['CD01', 'CD02', 'CD03']
  .map((id) => ({ id, kind: 'card' }))
  .concat({ id: 'BD01', kind: 'breaker-draw' })

describe('links of a machine', () => {
  it('lead to the stages around it that the mill has', () => {
    const combed = new Set(['blowroom', 'card', 'breaker-draw', 'lap-former', 'comber', 'finisher-draw'])
    expect(stagesAround('comber', combed)).toEqual({ before: 'lap-former', after: 'finisher-draw' })
    const carded = new Set(['blowroom', 'card', 'breaker-draw', 'finisher-draw'])
    expect(stagesAround('finisher-draw', carded)).toEqual({ before: 'breaker-draw', after: null })
    expect(stagesAround('blowroom', carded)).toEqual({ before: null, after: 'card' })
    expect(stagesAround('air-conditioning', carded)).toEqual({ before: null, after: null })
  })

  it('lead to its sisters on both sides', () => {
    expect(neighbours('CD02', 'card', machines).map((each) => each?.id)).toEqual(['CD01', 'CD03'])
    expect(neighbours('CD03', 'card', machines)).toEqual([{ id: 'CD02', kind: 'card' }, null])
    expect(neighbours('CD99', 'card', machines)).toEqual([null, null])
  })

  it('join winder and frame of the same number only where there is one for each', () => {
    const winders = [{ id: 'WD01' }, { id: 'WD02' }]
    expect(linkedOf('RF02', 2, winders)?.id).toBe('WD02')
    expect(linkedOf('RF02', 84, winders)).toBeNull()
    expect(linkedOf('RF2', 2, winders)?.id).toBe('WD02')
  })
})
