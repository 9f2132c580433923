import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, identityOf } from './canonical'

describe('canonicalJson', () => {
  it('does not see the order of keys, nor what is undefined, but every value', () => {
    expect(canonicalJson({ b: [1, { d: 2, c: null }], a: 'x', e: undefined })).toBe(
      '{"a":"x","b":[1,{"c":null,"d":2}]}',
    )
    expect(identityOf({ a: 1, b: 2 })).toBe(identityOf({ b: 2, a: 1 }))
    expect(identityOf({ a: [1, 2] })).not.toBe(identityOf({ a: [2, 1] }))
    expect(identityOf({ seed: 7 })).toMatch(/^[0-9a-f]{32}$/)
  })

  it('is the JSON of the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
})
