import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MIDDLE, shareAt, toggledTo, wipeKey } from './wipe'

const KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']

describe('the divider between then and now', () => {
  it('stays on the map, whatever is pressed or dragged', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...KEYS), fc.boolean())),
        fc.integer(),
        fc.nat(),
        (keys, x, width) => {
          let share = shareAt(x, width)
          expect(share).toBeGreaterThanOrEqual(0)
          expect(share).toBeLessThanOrEqual(1)
          for (const [key, shift] of keys) {
            share = wipeKey(key, shift, share)!
            expect(share).toBeGreaterThanOrEqual(0)
            expect(share).toBeLessThanOrEqual(1)
          }
        },
      ),
    )
  })

  it.each([
    ['ArrowRight', false, 0.52],
    ['ArrowLeft', true, 0.4],
    ['PageUp', false, 0.6],
    ['Home', false, 0],
    ['End', false, 1],
    ['Enter', false, null],
  ])('%s (shift %s) brings it from the middle to %s', (key, shift, share) => {
    const found = wipeKey(key, shift, MIDDLE)
    if (share === null) expect(found).toBeNull()
    else expect(found).toBeCloseTo(share, 9)
  })

  it('needs no drag: a tap shows a side whole, another one both again', () => {
    expect(toggledTo(1, MIDDLE)).toBe(1)
    expect(toggledTo(1, 1)).toBe(MIDDLE)
    expect(toggledTo(0, 1)).toBe(0)
  })
})
