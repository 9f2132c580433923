import type { FrameInfo } from '@wanding/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { moved } from './map-cursor'
import { cellRect, hitMap, layoutMap } from './map-layout'
import { clamped, MOST_ZOOM, panned, revealed, toLayout, WHOLE, zoomedAt } from './map-view'

const aMill = (frames: number, spindles = 1200): FrameInfo[] =>
  Array.from({ length: frames }, (_, i) => ({
    id: `RF${i + 1}`,
    spindles,
    gateway: `GW${Math.floor(i / 7)}`,
    zone: `Z${Math.floor(i / 12)}`,
  }))

const someFrames = fc.array(
  fc.record({
    id: fc.string(),
    spindles: fc.integer({ min: 1, max: 1500 }),
    gateway: fc.constantFrom('a', 'b'),
    zone: fc.constantFrom('x', 'y', ''),
  }),
  { minLength: 1, maxLength: 120 },
)
const size = fc.record({ width: fc.integer({ min: 320, max: 4000 }), height: fc.integer({ min: 200, max: 2200 }) })

describe('layout of the map', () => {
  it('leads from a spindle to its cell and back', () => {
    fc.assert(
      fc.property(someFrames, size, fc.nat(), fc.nat(), (frames, { width, height }, f, p) => {
        const layout = layoutMap(frames, width, height)
        const frame = f % frames.length
        const position = (p % frames[frame]!.spindles) + 1
        const rect = cellRect(layout, frames, frame, position)!
        const hit = hitMap(layout, frames, rect.x + rect.width / 2, rect.y + rect.height / 2)
        expect(hit).toEqual({ frame, position })
      }),
    )
  })

  it('shows every frame once, in order, inside the picture, none over another', () => {
    fc.assert(
      fc.property(someFrames, size, (frames, { width, height }) => {
        const { boxes } = layoutMap(frames, width, height)
        expect(boxes.map(({ frame }) => frame)).toEqual(frames.map((_, i) => i))
        for (const box of boxes) {
          expect(box.stripX + box.stripWidth).toBeLessThanOrEqual(width + 1e-6)
          const next = boxes[box.frame + 1]
          if (next && next.x === box.x) expect(next.y).toBeGreaterThanOrEqual(box.y + box.height - 1e-6)
        }
      }),
    )
  })

  it('has the default mill in two columns on a desk screen, high enough to read, with its zones', () => {
    const layout = layoutMap(aMill(84), 1240, 640)
    expect(new Set(layout.boxes.map(({ x }) => x)).size).toBe(2)
    expect(layout.boxes[0]!.height).toBeGreaterThanOrEqual(9)
    expect(Math.max(...layout.boxes.map(({ y, height }) => y + height))).toBeLessThanOrEqual(640)
    expect(new Set(layout.groups.map(({ name }) => name)).size).toBe(7)
  })

  it.each([1, 2, 84, 833])('has a place for a mill of %i frames', (frames) => {
    const { boxes } = layoutMap(aMill(frames), 1240, 640)
    expect(boxes).toHaveLength(frames)
    expect(boxes[0]!.stripWidth).toBeGreaterThan(40)
  })

  it('hits the frame by its label, and nothing beside it', () => {
    const frames = aMill(84)
    const layout = layoutMap(frames, 1240, 640)
    const box = layout.boxes[5]!
    expect(hitMap(layout, frames, box.x + 2, box.y + 2)).toEqual({ frame: 5, position: null })
    expect(hitMap(layout, frames, -1, box.y + 2)).toBeNull()
    expect(hitMap(layout, frames, 10, 639.9)).toBeNull()
  })

  it('hits no spindle where a short side has ended', () => {
    const frames = aMill(1, 3)
    const layout = layoutMap(frames, 600, 300)
    const box = layout.boxes[0]!
    const x = box.stripX + box.stripWidth - 1
    expect(hitMap(layout, frames, x, box.y + 1)).toEqual({ frame: 0, position: 2 })
    expect(hitMap(layout, frames, x, box.y + box.height - 1)).toEqual({ frame: 0, position: null })
  })

  it('is empty without frames', () => expect(layoutMap([], 100, 100).boxes).toEqual([]))
})

describe('view of the map', () => {
  const box = { width: 1240, height: 640 }
  const view = fc.record({
    zoom: fc.double({ min: 1, max: MOST_ZOOM, noNaN: true }),
    x: fc.double({ min: 0, max: 1240, noNaN: true }),
    y: fc.double({ min: 0, max: 640, noNaN: true }),
  })

  it('keeps what is under the pointer when it zooms in', () => {
    fc.assert(
      fc.property(view, fc.integer({ min: 0, max: 1240 }), fc.integer({ min: 0, max: 640 }), (any, x, y) => {
        const before = clamped(any, box)
        const after = zoomedAt(before, 1.5, x, y, box)
        const [fromX, fromY] = toLayout(before, x, y)
        const [toX, toY] = toLayout(after, x, y)
        expect(toX).toBeCloseTo(fromX, 6)
        expect(toY).toBeCloseTo(fromY, 6)
      }),
    )
  })

  it('never leaves the mill', () => {
    fc.assert(
      fc.property(view, fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: -5000, max: 5000 }), (any, dx, dy) => {
        const { zoom, x, y } = panned(any, dx, dy, box)
        expect(x).toBeGreaterThanOrEqual(0)
        expect(x + box.width / zoom).toBeLessThanOrEqual(box.width + 1e-6)
        expect(y).toBeGreaterThanOrEqual(0)
        expect(y + box.height / zoom).toBeLessThanOrEqual(box.height + 1e-6)
      }),
    )
  })

  it('ends at the whole when it zooms out', () =>
    expect(zoomedAt({ zoom: 2, x: 300, y: 200 }, 0.1, 10, 10, box)).toEqual(WHOLE))

  it('moves no more than needed to show a cell', () => {
    const seen = { zoom: 2, x: 100, y: 100 }
    expect(revealed(seen, { x: 200, y: 200, width: 5, height: 5 }, box)).toEqual(seen)
    expect(revealed(seen, { x: 50, y: 200, width: 5, height: 5 }, box)).toEqual({ ...seen, x: 50 })
    expect(revealed(seen, { x: 1000, y: 500, width: 5, height: 5 }, box)).toEqual({ zoom: 2, x: 385, y: 185 })
  })
})

describe('keys on the map', () => {
  const mill = [1200, 1200, 7]
  it.each([
    ['ArrowRight', false, { frame: 0, position: 512 }, { frame: 0, position: 513 }],
    ['ArrowRight', true, { frame: 0, position: 595 }, { frame: 0, position: 600 }],
    ['ArrowLeft', false, { frame: 0, position: 601 }, { frame: 0, position: 601 }],
    ['ArrowDown', false, { frame: 0, position: 512 }, { frame: 0, position: 1112 }],
    ['ArrowDown', false, { frame: 0, position: 1112 }, { frame: 1, position: 512 }],
    ['ArrowUp', false, { frame: 1, position: 512 }, { frame: 0, position: 1112 }],
    ['ArrowUp', false, { frame: 0, position: 512 }, { frame: 0, position: 512 }],
    ['ArrowDown', false, { frame: 1, position: 1112 }, { frame: 2, position: 4 }],
    ['PageDown', false, { frame: 0, position: 3 }, { frame: 2, position: 7 }],
    ['Home', false, { frame: 0, position: 700 }, { frame: 0, position: 601 }],
    ['End', false, { frame: 0, position: 3 }, { frame: 0, position: 600 }],
  ] as const)('%s (shift %s) goes from %o to %o', (key, shift, from, to) => {
    expect(moved(from, key, shift, mill)).toEqual(to)
  })

  it('leaves other keys alone', () => expect(moved({ frame: 0, position: 1 }, 'Tab', false, mill)).toBeNull())

  it('never leaves the mill', () => {
    const keys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown']
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 30 }),
        fc.array(fc.tuple(fc.constantFrom(...keys), fc.boolean()), { maxLength: 60 }),
        (sizes, pressed) => {
          let cursor = { frame: 0, position: 1 }
          for (const [key, shift] of pressed) {
            cursor = moved(cursor, key, shift, sizes)!
            expect(sizes[cursor.frame]).toBeDefined()
            expect(cursor.position).toBeGreaterThanOrEqual(1)
            expect(cursor.position).toBeLessThanOrEqual(sizes[cursor.frame]!)
          }
        },
      ),
    )
  })
})
