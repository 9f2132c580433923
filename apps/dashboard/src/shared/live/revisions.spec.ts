import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Revisions } from './revisions'

const at = (rev: number, more: { mill?: string; run?: string } = {}) => ({ mill: 'jimo', run: 'a', rev, ...more })
const showing = (rev: number) => {
  const revisions = new Revisions()
  revisions.shows(at(rev))
  return revisions
}

describe('the revisions of a room', () => {
  it('follow a snapshot one by one', () =>
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), (shown, rev) => {
        const expected = rev <= shown ? 'old' : rev === shown + 1 ? 'next' : 'gap'
        expect(showing(shown).next(at(rev))).toBe(expected)
      }),
    ))

  it.each([
    ['nothing is shown', new Revisions(), at(1)],
    ['the backend has started anew', showing(4), at(5, { run: 'b' })],
    ['it is of another mill', showing(4), at(5, { mill: 'laixi' })],
  ])('are a gap where %s', (_why, revisions, told) => expect(revisions.next(told)).toBe('gap'))

  it('are a gap after what was shown is forgotten', () => {
    const revisions = showing(4)
    revisions.clear()
    expect(revisions.next(at(5))).toBe('gap')
  })
})
