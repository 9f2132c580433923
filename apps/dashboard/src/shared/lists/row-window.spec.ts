import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowsSeen } from './row-window.svelte'

describe('rows of a long list', () => {
  it('are all that can be seen, and few more, however long it is', () => {
    const size = fc.record({
      scrollTop: fc.double({ min: 0, max: 1e7, noNaN: true }),
      viewHeight: fc.integer({ min: 0, max: 4000 }),
      rowHeight: fc.integer({ min: 10, max: 80 }),
      count: fc.nat(1_000_000),
    })
    fc.assert(
      fc.property(size, ({ scrollTop, viewHeight, rowHeight, count }) => {
        const { first, last } = rowsSeen(scrollTop, viewHeight, rowHeight, count)
        expect(first).toBeGreaterThanOrEqual(0)
        expect(last).toBeGreaterThanOrEqual(first)
        expect(last).toBeLessThanOrEqual(count)
        expect(last - first).toBeLessThanOrEqual(viewHeight / rowHeight + 26)
        const seenFirst = Math.floor(scrollTop / rowHeight)
        if (seenFirst < count) {
          expect(first).toBeLessThanOrEqual(seenFirst)
          expect(last).toBeGreaterThanOrEqual(Math.min(count, Math.ceil((scrollTop + viewHeight) / rowHeight)))
        }
      }),
    )
  })

  it('are all where their height is not known yet', () => expect(rowsSeen(0, 600, 0, 5)).toEqual({ first: 0, last: 5 }))
})
