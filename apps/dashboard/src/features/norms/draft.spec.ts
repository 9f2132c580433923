import { describe, expect, it } from 'vitest'
import { aNorms } from '../../../../../libs/mill/src/staffing/norms.builder'
import { Draft, nextName, numberOf, problemAt } from './draft.svelte'

const norms = aNorms({ S4: { pieceMinutes: 0.4 } })

function aDraft(): Draft {
  const draft = new Draft()
  draft.start({ id: 'v1', norms })
  return draft
}

describe('a draft', () => {
  it('knows what was changed, and forgets what was taken back', () => {
    const draft = aDraft()
    draft.type('conventional.cards', '12')
    draft.type('measures.S4.changes.pieceMinutes', '0,5')
    draft.set('version', 'mine')
    expect(draft.changes).toEqual([
      { path: 'conventional.cards', before: 10, after: 12 },
      { path: 'measures.S4.changes.pieceMinutes', before: 0.4, after: 0.5 },
    ])
    draft.undo('conventional.cards')
    expect(draft.changes).toHaveLength(1)
    expect(norms.conventional.cards).toBe(10)
  })

  it('keeps what is no number, for the backend to judge', () => {
    const draft = aDraft()
    draft.type('conventional.cards', 'ten')
    expect(draft.norms?.conventional.cards).toBe('ten')
  })

  it('moves its changes onto a newer version and leaves the rest as it is there', () => {
    const draft = aDraft()
    draft.type('conventional.cards', '12')
    draft.set('version', 'mine')
    draft.rebase({ id: 'v2', norms: aNorms({ S4: { pieceMinutes: 0.45 } }) })
    expect(draft.changes.map(({ path }) => path)).toEqual(['conventional.cards'])
    expect(draft.norms).toMatchObject({ version: 'mine', measures: { S4: { changes: { pieceMinutes: 0.45 } } } })
    expect(draft.parent?.id).toBe('v2')
  })
})

it.each([
  ['0.28', 0.28],
  [' 12 ', 12],
  ['0,3', 0.3],
  ['.5', 0.5],
  ['1e-3', 0.001],
  ['', null],
  ['1.2.3', null],
  ['12 min', null],
])('reads %o as %o', (text, value) => expect(numberOf(text)).toBe(value))

it('finds the next free name', () => {
  expect(nextName('default-1', ['default-1', 'default-2'])).toBe('default-3')
  expect(nextName('mill 9', [])).toBe('mill 10')
  expect(nextName('mine', ['mine'])).toBe('mine-2')
})

it('finds the problem of a field', () => {
  const problems = [{ path: 'conventional.cards', line: null, reason: 'must be a number' }]
  expect(problemAt(problems, 'conventional.cards')).toBe('must be a number')
  expect(problemAt(problems, 'conventional.combers')).toBeNull()
})
