import { type Attention, attention } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { amounts, placeOf } from './alarm-place'

const KINDS = attention.shape.kind.options
const anItem = (kind: Attention['kind'], more: Partial<Attention> = {}): Attention => ({
  key: `${kind}/RF01`,
  kind,
  priority: 2,
  machine: 'RF01',
  position: null,
  sinceMs: 0,
  value: 120,
  limit: 60,
  ...more,
})

describe.each(KINDS)('an item of kind %s', (kind) => {
  it('has an amount that can be printed', () => {
    expect(amounts(anItem(kind)).value).toBeTypeOf('number')
    expect(amounts(anItem(kind, { value: null, limit: null }))).toMatchObject({ value: null, limit: null })
  })
})

describe('a click on an item', () => {
  it.each([
    [anItem('ends-down'), { name: 'frame', machine: 'RF01' }],
    [anItem('rogue', { position: 512 }), { name: 'spindle', machine: 'RF01', position: 512 }],
    [anItem('gateway-offline', { machine: 'GW03' }), { name: 'frames', find: 'GW03' }],
    [anItem('climate', { machine: 'AC02' }), { name: 'machine', machine: 'AC02' }],
  ])('%o leads to %o', (item, page) => expect(placeOf(item)).toMatchObject(page))
})

it('prints waiting times in minutes', () => {
  expect(amounts(anItem('doff-waiting', { value: 420, limit: 180 }))).toEqual({ value: 7, limit: 3, decimals: 0 })
})
