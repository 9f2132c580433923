import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPlace, spindleAddress, spindleNamed } from './spindle-name'

const frames = Array.from({ length: 84 }, (_, i) => ({ id: `RF${String(i + 1).padStart(2, '0')}`, spindles: 1200 }))

describe('the name of a spindle', () => {
  it.each([
    ['RF37 left 512', 512],
    ['rf37 Left 512', 512],
    ['RF37 left side 512', 512],
    ['RF37 left, spindle 512', 512],
    ['RF37 L512', 512],
    ['RF37L512', 512],
    ['RF37-L512', 512],
    ['37/512', 512],
    ['37 512', 512],
    ['37-512', 512],
    ['RF37 right 12', 612],
    ['RF37 R612', 612],
    ['37号车左512', 512],
    ['37号车左侧512', 512],
    ['37号车左边第512锭', 512],
    ['37号车 左 512锭', 512],
    ['第37号车右12号锭', 612],
    ['37#左512', 512],
    ['37#512', 512],
    ['37号右612', 612],
    ['３７号车左５１２', 512],
    ['RF37', null],
    ['37号车', null],
    ['37#', null],
  ])('%o is spindle %o of RF37', (text, position) =>
    expect(spindleNamed(text, frames)).toEqual({ frame: 36, position }),
  )

  it.each([
    '',
    'nonsense',
    'RF37 left',
    '左512',
    'RF37 512 5',
    'RF37 up 5',
    'RF37 L601',
    'RF37 0',
    'RF85',
    '85号车左1',
  ])('%o names none', (text) => expect(spindleNamed(text, frames)).toBeNull())

  it('is not seen in a longer number', () =>
    expect(readPlace('37512')).toEqual({ name: '37512', side: null, number: null }))

  it('leads back from the address of any spindle of any frame', () => {
    const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(ids, fc.nat(), fc.integer({ min: 1, max: 1500 }), fc.nat(), (names, f, spindles, p) => {
        // A frame that is called as another with a spindle on it cannot be told apart from that spindle.
        fc.pre(!names.some((name) => /-[LR]\d+$/.test(name)))
        const all = names.map((id) => ({ id, spindles }))
        const frame = f % all.length
        const position = p % (spindles + 1) || null
        expect(spindleNamed(spindleAddress(all[frame]!, position), all)).toEqual({ frame, position })
      }),
    )
  })

  it('is read from any text without an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect([null, 'object']).toContain(readPlace(text) === null ? null : 'object')
      }),
    )
  })
})
