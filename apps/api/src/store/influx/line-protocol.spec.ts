import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  fieldOf,
  floatText,
  integerText,
  lineName,
  linePrefix,
  nameFromStored,
  storedName,
  stringText,
} from './line-protocol'

describe('storedName', () => {
  it.each([
    ['RF01', 'RF01'],
    ['一号 细纱机', '一号 细纱机'],
    ['', '%'],
    ['%', '%25'],
    [`a'b"c\\d`, 'a%27b%22c%5Cd'],
    ['new\nline\u0000', 'new%0Aline%00'],
  ])('%j is stored as %j', (name, stored) => {
    expect(storedName(name)).toBe(stored)
  })

  it('comes back as it was, and can end no quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(nameFromStored(storedName(name))).toBe(name)
        expect(storedName(name)).not.toMatch(/['"\\\n]/)
      }),
    )
  })
})

describe('fieldOf', () => {
  it('keeps metrics apart from tags, from time and from each other', () => {
    const metrics = ['time', '_time', '__time', 'machine', 'machine/state', 'noil']
    expect(metrics.map(fieldOf)).toEqual(['_time', '__time', '___time', '_machine', 'machine/state', 'noil'])
  })
})

describe('values', () => {
  it.each([
    [1, '1.0'],
    [-0.5, '-0.5'],
    [0, '0.0'],
    [1e21, '1e+21'],
    [5e-7, '5e-7'],
    [18_500, '18500.0'],
  ])('%d is the float %s', (value, text) => {
    expect(floatText(value)).toBe(text)
    expect(Number(text)).toBe(value)
  })

  it('writes integers and strings', () => {
    expect(integerText(66)).toBe('66i')
    expect(stringText('say "a\\b"')).toBe('"say \\"a\\\\b\\""')
  })
})

describe('linePrefix', () => {
  it('sorts tags and escapes what separates them', () => {
    expect(linePrefix('machine', { run: 'live', mill: 'a,b c=d', machine: '' })).toBe(
      'machine,machine=%,mill=a\\,b\\ c\\=d,run=live ',
    )
    expect(lineName('a=b,c d')).toBe('a\\=b\\,c\\ d')
  })
})
