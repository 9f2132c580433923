import { MACHINE_KINDS } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { signalOf } from './catalogue'
import { KEY_FIGURES, keyFiguresOf, MATERIAL_KINDS, SERVICE_KINDS } from './flow'

describe('the way of the material', () => {
  it('goes through every kind of machine once, those that serve beside it', () => {
    expect([...MATERIAL_KINDS, ...SERVICE_KINDS].sort()).toEqual(
      MACHINE_KINDS.filter((kind) => kind !== 'mill' && kind !== 'crew').sort(),
    )
    expect(MATERIAL_KINDS[0]).toBe('blowroom')
    expect(MATERIAL_KINDS.indexOf('ring-frame')).toBeLessThan(MATERIAL_KINDS.indexOf('winder'))
    expect(SERVICE_KINDS).toContain('air-conditioning')
  })
})

describe('key figures', () => {
  it.each([...MATERIAL_KINDS, ...SERVICE_KINDS])('of a %s are signals of its own that are numbers', (kind) => {
    const names = keyFiguresOf(kind)
    expect(new Set(names).size).toBe(names.length)
    expect(names.length).toBeLessThanOrEqual(KEY_FIGURES)
    for (const name of names) expect(['gauge', 'counter']).toContain(signalOf(kind, name)?.nature)
  })

  it('are the telling ones first, also those that come but once a minute', () => {
    expect(keyFiguresOf('comber').slice(0, 2)).toEqual(['noil', 'nips/rate'])
    expect(keyFiguresOf('winder')[0]).toBe('winding/efficiency')
    expect(keyFiguresOf('air-conditioning').slice(0, 2)).toEqual(['zone/temperature', 'zone/relativeHumidity'])
  })

  it('are none of a kind that nobody knows', () => expect(keyFiguresOf('dragon')).toEqual([]))
})
