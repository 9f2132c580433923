import { MATERIAL_KINDS, SERVICE_KINDS } from '@wanding/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hitTile, layoutBands, NO_BANDS } from './band-layout'

const AROUND = [...MATERIAL_KINDS, ...SERVICE_KINDS].filter((kind) => kind !== 'ring-frame')
const someMachines = fc
  .array(fc.tuple(fc.constantFrom(...AROUND), fc.integer({ min: 1, max: 90 })), { maxLength: 14 })
  .map((groups) => groups.flatMap(([kind, count]) => Array.from({ length: count }, () => ({ kind }))))
const size = fc.record({ width: fc.integer({ min: 300, max: 4000 }), height: fc.integer({ min: 300, max: 2200 }) })

describe('the processes around the hall', () => {
  it('are all there, each once, inside the picture and outside the hall, or none is', () => {
    fc.assert(
      fc.property(someMachines, size, (machines, { width, height }) => {
        const bands = layoutBands(machines, width, height)
        if (bands === NO_BANDS) return
        expect(bands.tiles.map(({ machine }) => machine).sort((a, b) => a - b)).toEqual([...machines.keys()])
        for (const { x, y, side } of bands.tiles) {
          expect(x).toBeGreaterThanOrEqual(0)
          expect(x + side).toBeLessThanOrEqual(width + 1e-6)
          expect(y).toBeGreaterThanOrEqual(0)
          expect(y + side).toBeLessThanOrEqual(height + 1e-6)
          expect(y + side <= bands.top + 1e-6 || y >= height - bands.bottom - 1e-6).toBe(true)
        }
      }),
    )
  })

  it('stand in the order of the material: what is before the ring frames above them, what is after below', () => {
    const machines = [...AROUND].reverse().map((kind) => ({ kind }))
    const { headings, top } = layoutBands(machines, 1400, 700)
    const material = headings
      .map(({ kind }) => kind)
      .filter((kind) => (MATERIAL_KINDS as readonly string[]).includes(kind))
    expect(material).toEqual(MATERIAL_KINDS.filter((kind) => kind !== 'ring-frame'))
    for (const { kind, y } of headings) {
      const before = (MATERIAL_KINDS as readonly string[]).indexOf(kind) < MATERIAL_KINDS.indexOf('ring-frame')
      expect(y < top).toBe(before && (MATERIAL_KINDS as readonly string[]).includes(kind))
    }
  })

  it('are hit where they are drawn', () => {
    fc.assert(
      fc.property(someMachines, size, (machines, { width, height }) => {
        const bands = layoutBands(machines, width, height)
        for (const tile of bands.tiles) {
          expect(hitTile(bands, tile.x + tile.side / 2, tile.y + tile.side / 2)?.machine).toBe(tile.machine)
        }
        expect(hitTile(bands, width / 2, (bands.top + height - bands.bottom) / 2)).toBeNull()
      }),
    )
  })

  it('have room for those of a mill of a million spindles', () => {
    const many: Record<string, number> = { blowroom: 20, card: 320, comber: 300, winder: 834, 'air-conditioning': 84 }
    const machines = Object.entries(many).flatMap(([kind, count]) => Array.from({ length: count }, () => ({ kind })))
    expect(layoutBands(machines, 1390, 700).tiles).toHaveLength(machines.length)
  })

  it('are none of a mill that has told of ring frames only', () => expect(layoutBands([], 1390, 700).tiles).toEqual([]))
})
