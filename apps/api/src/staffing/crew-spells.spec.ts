import { describe, expect, it } from 'vitest'
import { addTotals, crewSpells } from './crew-spells'

const words = (...said: [atMs: number, word: string][]) => said.map(([atMs, word]) => ({ atMs, word }))

describe('shifts from the crew’s name', () => {
  it('last until another crew is named; the last one runs if the present is its end', () => {
    expect(crewSpells(words([0, 'A'], [8, 'B'], [16, 'C']), 20, 20)).toEqual([
      { crew: 'A', fromMs: 0, toMs: 8, running: false },
      { crew: 'B', fromMs: 8, toMs: 16, running: false },
      { crew: 'C', fromMs: 16, toMs: 20, running: true },
    ])
    expect(crewSpells(words([0, 'A']), 8, 20)).toEqual([{ crew: 'A', fromMs: 0, toMs: 8, running: false }])
  })

  it('a crew that is named again after a restart is still on its shift', () => {
    expect(crewSpells(words([0, 'A'], [3, 'A'], [8, 'B']), 12, 12)[0]).toMatchObject({ fromMs: 0, toMs: 8 })
    expect(crewSpells([], 12, 12)).toEqual([])
  })
})

it('sums of several shifts add up, and keep the newest value', () => {
  const total = (points: number, sum: number, last: number) => ({ points, sum, last })
  const all = addTotals([
    new Map([['a', total(2, 10, 6)]]),
    new Map([
      ['a', total(1, 3, 3)],
      ['b', total(1, 1, 1)],
    ]),
  ])
  expect(all).toEqual(
    new Map([
      ['a', total(3, 13, 3)],
      ['b', total(1, 1, 1)],
    ]),
  )
})
