import { describe, expect, it } from 'vitest'
import { findPlace } from './search'

const frames = Array.from({ length: 84 }, (_, i) => ({ id: `RF${String(i + 1).padStart(2, '0')}`, spindles: 1200 }))

describe('search', () => {
  it.each([
    ['RF37', 'RF37', undefined],
    [' rf7 ', 'RF07', undefined],
    ['37', 'RF37', undefined],
    ['RF37 512', 'RF37', 512],
    ['RF37 L512', 'RF37', 512],
    ['RF37 l 512', 'RF37', 512],
    ['RF37 R612', 'RF37', 612],
    ['RF37 R12', 'RF37', 612],
    ['RF37/1200', 'RF37', 1200],
  ])('%o is %s, spindle %o', (text, machine, position) => {
    expect(findPlace(text, frames)).toMatchObject({ ok: true, page: { machine, ...(position && { position }) } })
  })

  it.each([
    ['', 'empty'],
    ['RF85', 'no-frame'],
    ['CD01', 'no-frame'],
    ['nonsense', 'no-frame'],
    ['RF37 1201', 'no-spindle'],
    ['RF37 0', 'no-spindle'],
    ['RF37 L601', 'no-spindle'],
  ])('%o is refused: %s', (text, reason) => expect(findPlace(text, frames)).toEqual({ ok: false, reason }))

  it.each([
    ['CD07', 'CD07'],
    ['cd7', 'CD07'],
    ['AC02', 'AC02'],
  ])('%o is another machine: %s', (text, machine) => {
    const machines = [
      { id: 'AC02', kind: 'air-conditioning' },
      { id: 'CD07', kind: 'card' },
    ]
    expect(findPlace(text, frames, [], machines)).toMatchObject({ ok: true, page: { name: 'machine', machine } })
    expect(findPlace(`${text} 5`, frames, [], machines)).toEqual({ ok: false, reason: 'no-frame' })
  })

  it('lists the frames of a zone', () => {
    expect(findPlace('z3', frames, ['Z1', 'Z3'])).toMatchObject({ ok: true, page: { name: 'frames', find: 'Z3' } })
  })
})
