import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meanOfTurning, speedsOf } from '../frame-state.svelte'
import { hitStrip, layoutStrip, movedOnStrip, stripCell } from './strip-layout'

const strip = fc.record({ spindles: fc.integer({ min: 1, max: 2000 }), width: fc.integer({ min: 200, max: 3000 }) })

describe('strip of a frame', () => {
  it('leads from a spindle to its cell and back', () => {
    fc.assert(
      fc.property(strip, fc.nat(), ({ spindles, width }, any) => {
        const layout = layoutStrip(spindles, width, 20)
        const position = (any % spindles) + 1
        const cell = stripCell(layout, position)!
        expect(hitStrip(layout, cell.x + cell.width / 2, cell.y + cell.height / 2)).toBe(position)
      }),
    )
  })

  it('shows every spindle once, never over the edge, wide enough to point at', () => {
    fc.assert(
      fc.property(strip, ({ spindles, width }) => {
        const { rows, cellWidth, height } = layoutStrip(spindles, width, 20)
        const all = rows.flatMap(({ first, count }) => Array.from({ length: count }, (_, i) => first + i))
        expect(all).toEqual(Array.from({ length: spindles }, (_, i) => i + 1))
        expect(Math.max(...rows.map(({ count }) => count * cellWidth))).toBeLessThanOrEqual(width + 1e-6)
        expect(cellWidth).toBeGreaterThanOrEqual(6)
        expect(height).toBeGreaterThan(rows.at(-1)!.y)
      }),
    )
  })

  it('folds 600 spindles into four lines of 150 on a desk and fifteen of 40 on a phone', () => {
    expect(layoutStrip(1200, 1240, 20).rows.map(({ first }) => first)).toEqual([1, 151, 301, 451, 601, 751, 901, 1051])
    expect(layoutStrip(1200, 342, 14).rows).toHaveLength(30)
  })

  it.each([
    ['ArrowRight', false, 150, 151],
    ['ArrowRight', true, 1195, 1200],
    ['ArrowLeft', false, 1, 1],
    ['ArrowDown', false, 460, 610],
    ['ArrowUp', false, 610, 460],
    ['ArrowUp', false, 10, 10],
    ['Home', false, 199, 151],
    ['End', false, 199, 300],
    ['Tab', false, 199, null],
  ] as const)('%s (shift %s) goes from %i to %o', (key, shift, from, to) => {
    expect(movedOnStrip(layoutStrip(1200, 1240, 20), from, key, shift)).toBe(to)
  })
})

describe('speeds', () => {
  it('are read from any place in a buffer', () => {
    const bytes = Uint8Array.of(0xff, 0x50, 0x48, 0x00, 0x00, 0xff)
    expect([...speedsOf(bytes.subarray(1, 5))]).toEqual([18_512, 0])
  })

  it.each([
    [[], 0],
    [[0, 0], 0],
    [[18_000, 0, 18_200], 18_100],
  ])('mean of the turning in %o is %i', (rpm, mean) => expect(meanOfTurning(Uint16Array.from(rpm))).toBe(mean))
})
