import type { FrameInfo, FrameRow } from '@wanding/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FIELD_WIDTH, LayerField } from '../layers/layer-field'
import { cellRect, cellWidth, hitMap, layoutMap } from '../map-layout'
import { mostZoom, onTheWay, placeOf, toLayout, viewOf, WHOLE } from '../map-view'
import { mergedSides, sidesOf, stripsOf } from './strips'
import { rowsOf } from './webgl-renderer'

const aMill = (frames: number, spindles = 1200): { frames: FrameInfo[]; rows: FrameRow[] } => ({
  frames: Array.from({ length: frames }, (_, i) => ({ id: `RF${i + 1}`, spindles, gateway: 'G', zone: `Z${i % 7}` })),
  rows: Array.from({ length: frames }, (_, index) => ({ index, reason: 'producing', online: true }) as FrameRow),
})
const aView = fc.record({
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.double({ min: 0, max: 1, noNaN: true }),
  zoom: fc.double({ min: 1, max: 300, noNaN: true }),
})

describe('strips on the canvas', () => {
  it('show a spindle where a click on it finds it', () => {
    const mill = aMill(84)
    const layout = layoutMap(mill.frames, 1390, 690, 1, { top: 40, bottom: 40 })
    const size = { width: 1390, height: 690, most: mostZoom(cellWidth(layout)) }
    fc.assert(
      fc.property(aView, fc.nat(83), fc.integer({ min: 1, max: 1200 }), (place, frame, position) => {
        const view = viewOf(place, size)
        const picture = { width: 2780, height: 1380, ratio: 2 }
        const strip = stripsOf(layout, mill.frames, mill.rows, view, picture).find((each) => each.frame === frame)
        const rect = cellRect(layout, mill.frames, frame, position)!
        const x = (rect.x + rect.width / 2 - view.x) * view.zoom
        const y = (rect.y + rect.height / 2 - view.y) * view.zoom
        if (x < 0 || y < 0 || x >= 1390 || y >= 690) return
        expect(hitMap(layout, mill.frames, ...toLayout(view, x, y))).toEqual({ frame, position })
        // Where it is painted: a pixel of rounding, or a part of a spindle.
        const cell = (strip!.x1 - strip!.x0) / strip!.perRow
        const index = (position > strip!.left ? position - strip!.left : position) - 1
        expect(Math.abs(strip!.x0 + (index + 0.5) * cell - x * 2)).toBeLessThanOrEqual(1 + cell / 2)
      }),
    )
  })

  it.each([1, 84, 833, 2000])('leave out no frame of %i at the whole, however thin', (count) => {
    const { frames, rows } = aMill(count)
    const layout = layoutMap(frames, 1000, 500)
    const strips = stripsOf(layout, frames, rows, WHOLE, { width: 1000, height: 500, ratio: 1 })
    expect(strips.map(({ frame }) => frame)).toEqual(frames.map((_, i) => i).filter((i) => layout.boxes[i]!.y < 500))
    for (const { y0, y1 } of strips) expect(y1).toBeGreaterThan(y0)
  })

  it.each([
    [1, 1, 1, true],
    [2, 1, 1, false],
    [9, 1, 4, false],
    [40, 2, 19, false],
  ])('%i lines at ratio %i have sides of %i', (height, ratio, row, single) =>
    expect(sidesOf(height, ratio)).toEqual({ row, single }),
  )
})

it('a frame of a single line hides the worst of neither side', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 1201 }), (codes) => {
      const left = Math.ceil(codes.length / 2)
      const merged = mergedSides(codes, left)
      expect(merged).toHaveLength(left)
      for (const [i, code] of codes.entries()) {
        expect(merged[i < left ? i : i - left]).toBeGreaterThanOrEqual(code)
      }
      expect(Math.max(...merged)).toBe(Math.max(...codes))
    }),
  )
})

describe('rows of the texture', () => {
  it('are all that hold a code of the frames, in few runs', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1 }), fc.array(fc.nat()), (sizes, picks) => {
        const field = new LayerField()
        field.rebuild(sizes, () => {})
        const frames = new Set(picks.map((pick) => pick % sizes.length))
        const runs = rowsOf(field, frames)
        for (const frame of frames) {
          for (const at of [field.offsetOf(frame), field.offsetOf(frame) + sizes[frame]! - 1]) {
            const row = Math.floor(at / FIELD_WIDTH)
            expect(runs.some(([first, last]) => row >= first && row <= last)).toBe(true)
          }
        }
        expect(runs.every(([first], i) => i === 0 || first > runs[i - 1]![1] + 1)).toBe(true)
      }),
    )
  })
})

describe('a view', () => {
  const size = { width: 1390, height: 690, most: 300 }
  it('is the same place on another screen', () => {
    fc.assert(
      fc.property(aView, (place) => {
        const view = viewOf(place, size)
        const there = placeOf(view, size)
        if (!there) return
        const again = placeOf(viewOf(there, { ...size, width: 390, height: 844 }), { width: 390, height: 844 })!
        expect(again.x).toBeCloseTo(there.x, 6)
        expect(again.y).toBeCloseTo(there.y, 6)
        expect(again.zoom).toBeCloseTo(there.zoom, 6)
      }),
    )
  })

  it('on its way begins here, ends there, and keeps a fixed point fixed', () => {
    const from = WHOLE
    const to = viewOf({ x: 0.3, y: 0.6, zoom: 8 }, size)
    expect(onTheWay(from, to, 0)).toEqual(from)
    expect(onTheWay(from, to, 1).x).toBeCloseTo(to.x, 9)
    const fixed = (to.x * to.zoom) / (to.zoom - 1)
    for (const share of [0.2, 0.5, 0.9]) {
      const { x, zoom } = onTheWay(from, to, share)
      expect((fixed - x) * zoom).toBeCloseTo(fixed, 6)
    }
  })
})
