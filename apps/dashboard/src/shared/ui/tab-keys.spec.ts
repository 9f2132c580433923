import { describe, expect, it } from 'vitest'
import { tabAfter } from './tab-keys'

describe('keys on tabs', () => {
  it.each([
    ['ArrowRight', 0, 1],
    ['ArrowRight', 2, 0],
    ['ArrowLeft', 0, 2],
    ['ArrowLeft', 2, 1],
    ['Home', 2, 0],
    ['End', 0, 2],
    ['ArrowDown', 1, null],
    ['Enter', 1, null],
  ])('%s from %i leads to %o', (key, at, to) => expect(tabAfter(key, at, 3)).toBe(to))

  it('lead nowhere without tabs', () => expect(tabAfter('Home', 0, 0)).toBeNull())
})
