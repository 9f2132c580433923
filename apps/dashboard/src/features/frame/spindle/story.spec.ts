import { describe, expect, it } from 'vitest'
import { breaksIn, chaptersOf } from './story'

const events = [
  { atMs: 100, state: 1, flags: 0 },
  { atMs: 200, state: 2, flags: 0 },
  { atMs: 250, state: 2, flags: 0 },
  { atMs: 300, state: 2, flags: 0x80 },
  { atMs: 500, state: 1, flags: 0 },
]

describe('story of a spindle', () => {
  it('has the newest first, each with how long it lasted', () => {
    expect(chaptersOf(events)).toEqual([
      { atMs: 500, state: 1, lastedMs: null },
      { atMs: 300, state: 0x82, lastedMs: 200 },
      { atMs: 200, state: 2, lastedMs: 100 },
      { atMs: 100, state: 1, lastedMs: 100 },
    ])
  })
  it('is empty without events', () => expect(chaptersOf([])).toEqual([]))
  it('counts a break once, however often it is told of', () => {
    expect(breaksIn(events)).toBe(1)
    expect(breaksIn([...events, { atMs: 600, state: 2, flags: 0 }])).toBe(2)
    expect(breaksIn([])).toBe(0)
  })
})
