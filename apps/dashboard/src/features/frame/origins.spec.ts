import { expect, it } from 'vitest'
import { originsOf } from './origins'

it.each([
  ['RV03 62, RV04 38', ['RV03', 62, 'RV04', 38]],
  ['JC40-2311/7 100', ['JC40-2311/7', 100]],
  ['', []],
  [null, []],
  ['RV03, RV04 38, of 5000', ['RV04', 38]],
])('%s', (text, expected) => {
  expect(originsOf(text).flatMap(({ id, percent }) => [id, percent])).toEqual(expected)
})
