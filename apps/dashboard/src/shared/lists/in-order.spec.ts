import { describe, expect, it } from 'vitest'
import { inOrder, type OrderKey } from './in-order'

const keys = (descending: boolean, ...items: OrderKey[]) =>
  inOrder(
    items.map((key, at) => ({ key, at })),
    ({ key }) => key,
    descending,
    (a, b) => a.at - b.at,
  ).map(({ key, at }) => (key === null ? `unknown ${at}` : key))

describe('inOrder', () => {
  it('orders numbers, and names as people count', () => {
    expect(keys(false, 10, 9, 100)).toEqual([9, 10, 100])
    expect(keys(true, 'Z10', 'Z9', 'Z100')).toEqual(['Z100', 'Z10', 'Z9'])
  })

  it.each([false, true])('leaves what is not known last, descending %s, in the order of the tie', (descending) => {
    expect(keys(descending, null, 1, null).slice(1)).toEqual(['unknown 0', 'unknown 2'])
  })
})
