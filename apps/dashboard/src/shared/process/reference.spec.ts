import { describe, expect, it } from 'vitest'
import { isOutside, referenceOf } from './reference'

const humidity = { name: 'zone/relativeHumidity' }

describe('what a signal is read against', () => {
  it('is what the machine says it is set to', () => {
    expect(referenceOf({ name: 'spindle/speed' }, { 'spindle/speedSet': 18_500 }, true)).toEqual({
      set: 18_500,
      band: null,
    })
    expect(referenceOf(humidity, { 'zone/relativeHumidityTarget': 57 }, false)).toEqual({ set: 57, band: null })
    expect(referenceOf({ name: 'noil' }, { noilSet: 'much' }, true)).toEqual({ set: null, band: null })
  })

  it.each([
    [54.9, true],
    [55, false],
    [60, false],
    [60.1, true],
    [null, false],
  ])('%o % of humidity in a ring room is outside: %o', (value, outside) => {
    expect(isOutside(value, referenceOf(humidity, {}, true))).toBe(outside)
    expect(isOutside(value, referenceOf(humidity, {}, false))).toBe(false)
  })
})
