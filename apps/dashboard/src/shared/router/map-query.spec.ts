import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMapLook, MAP_LAYERS, parseMapLook, USUAL_MAP } from './map-query'

const written = (look: Parameters<typeof formatMapLook>[1]): URLSearchParams => {
  const query = new URLSearchParams()
  formatMapLook(query, look)
  return query
}

describe('the look of the map in an address', () => {
  it('is the same after writing and reading, to what can be seen', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    const look = fc.record({
      layer: fc.constantFrom(...MAP_LAYERS),
      place: fc.option(fc.record({ x: share, y: share, zoom: fc.double({ min: 1.01, max: 2000, noNaN: true }) })),
      selected: fc.option(fc.string({ minLength: 1 })),
    })
    fc.assert(
      fc.property(look, (any) => {
        const back = parseMapLook(written(any))
        expect([back.layer, back.selected]).toEqual([any.layer, any.selected])
        expect(back.place === null).toBe(any.place === null)
        if (!any.place || !back.place) return
        expect(Math.abs(back.place.x - any.place.x)).toBeLessThan(1e-5)
        expect(Math.abs(back.place.y - any.place.y)).toBeLessThan(1e-5)
        expect(Math.abs(back.place.zoom - any.place.zoom)).toBeLessThan(0.01)
        // What was read is written as it was: the address does not creep.
        expect(String(written(back))).toBe(String(written(any)))
      }),
    )
  })

  it('is empty for the usual', () => expect(String(written(USUAL_MAP))).toBe(''))

  it.each(['x=2&y=0.5&z=3', 'x=0.5&y=0.5&z=1', 'x=0.5&y=0.5', 'x=-1&y=0&z=2', 'x=a&y=b&z=c', 'layer=nonsense', 'sel='])(
    'is the usual for %o',
    (text) => expect(parseMapLook(new URLSearchParams(text))).toEqual(USUAL_MAP),
  )
})
