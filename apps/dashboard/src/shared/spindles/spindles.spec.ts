import { SpindleFlag, SpindleState } from '@wanding/mill'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PALETTES } from '../theme/tokens'
import { classColours, DEVIATION_STEPS, deviationPixels, deviationStep, mixed, pixelOf, statePixels } from './palette'
import { type RowPaint, rasterRow } from './raster-row'
import { leftLength, positionLabel, sideOf } from './sides'
import { CLASS_OF_STATE, countClasses, SPINDLE_CLASSES, spindleClass } from './spindle-class'

describe('class of a state byte', () => {
  it.each([
    [SpindleState.producing, 'producing'],
    [SpindleState.producing | SpindleFlag.slip, 'slip'],
    [SpindleState.producing | SpindleFlag.rogue, 'rogue'],
    [SpindleState.producing | SpindleFlag.rogue | SpindleFlag.slip, 'rogue'],
    [SpindleState.endDown | SpindleFlag.rogue | SpindleFlag.robotGaveUp, 'endDown'],
    [SpindleState.producing | SpindleFlag.rovingStop, 'producing'],
    [SpindleState.idle, 'idle'],
    [SpindleState.noRoving, 'noRoving'],
    [SpindleState.maintenance, 'maintenance'],
    [SpindleState.noSignal, 'noSignal'],
    [0x0f, 'noSignal'],
  ])('0x%s is %s', (state, name) => expect(spindleClass(state)).toBe(name))

  it('counts every spindle once', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (states) => {
        const counts = countClasses(states)
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(states.length)
        for (const [i, name] of SPINDLE_CLASSES.entries()) {
          expect(counts[i]).toBe([...states].filter((state) => spindleClass(state) === name).length)
        }
      }),
    )
  })
})

describe('sides', () => {
  it.each([
    [1, 1200, 'L', 'L\u202f1'],
    [600, 1200, 'L', 'L\u202f600'],
    [601, 1200, 'R', 'R\u202f601'],
    [1200, 1200, 'R', 'R\u202f1200'],
    [3, 5, 'L', 'L\u202f3'],
    [4, 5, 'R', 'R\u202f4'],
    [1, 1, 'L', 'L\u202f1'],
  ])('%i of %i is %s', (position, spindles, side, label) => {
    expect(sideOf(position, spindles)).toBe(side)
    expect(positionLabel(position, spindles)).toBe(label)
  })

  it('share the spindles', () => expect([1, 2, 5, 1200].map(leftLength)).toEqual([1, 1, 3, 600]))
})

describe('palette', () => {
  it('packs pixels as the canvas holds them', () => {
    expect(pixelOf('#b84300')).toBe(0xff0043b8)
    expect(new Uint8Array(Uint32Array.of(pixelOf('#123456')).buffer)).toEqual(Uint8Array.of(0x12, 0x34, 0x56, 0xff))
  })

  it.each(['light', 'dark'] as const)('gives all 256 bytes the colour of their class (%s)', (name) => {
    const colours = classColours(PALETTES[name])
    const pixels = statePixels(PALETTES[name])
    for (let state = 0; state < 256; state++) expect(pixels[state]).toBe(pixelOf(colours[spindleClass(state)]))
    expect(new Set(Object.values(colours)).size).toBe(SPINDLE_CLASSES.length)
  })

  it('makes only running spindles of a standing frame pale', () => {
    const running = statePixels(PALETTES.light)
    const standing = statePixels(PALETTES.light, true)
    for (let state = 0; state < 256; state++) {
      expect(standing[state] === running[state]).toBe(spindleClass(state) !== 'producing')
    }
  })

  it('mixes', () => expect(mixed('#000000', '#fe0110')).toBe('#7f0108'))

  it('shows deviations around a grey middle', () => {
    const pixels = deviationPixels(PALETTES.light)
    expect(pixels).toHaveLength(DEVIATION_STEPS)
    expect(pixels[(DEVIATION_STEPS - 1) / 2]).toBe(pixelOf(PALETTES.light.producing))
    expect(new Set(pixels).size).toBe(DEVIATION_STEPS)
  })

  it.each([
    [18_000, 18_000, 10],
    [16_200, 18_000, 0],
    [0, 18_000, 0],
    [19_800, 18_000, 20],
    [18_900, 18_000, 15],
    [100, 0, 10],
  ])('%i rpm at a mean of %i is step %i of ±10 %%', (rpm, mean, step) =>
    expect(deviationStep(rpm, mean, 0.1)).toBe(step),
  )
})

const GAP = 999
const rowOf = (bytes: Uint8Array): RowPaint => ({
  bytes,
  first: 0,
  count: bytes.length,
  pixels: Uint32Array.from({ length: 256 }, (_, i) => i),
  rank: CLASS_OF_STATE,
  gap: GAP,
})
const paint = (bytes: number[], width: number, start: number, scale: number): number[] => {
  const out = new Uint32Array(width + 2)
  rasterRow(out, 1, width, rowOf(Uint8Array.from(bytes)), start, scale)
  expect([out[0], out.at(-1)]).toEqual([0, 0])
  return [...out.slice(1, -1)]
}

describe('raster of a row', () => {
  it('shows one spindle a pixel', () => expect(paint([1, 1, 3, 1], 4, 0, 1)).toEqual([1, 1, 3, 3]))
  it('shows the gap outside the row', () => expect(paint([1, 1], 5, -1, 1)).toEqual([GAP, 1, 1, GAP, GAP]))
  it('makes an urgent spindle at least two pixels wide', () => {
    expect(paint([1, 2, 1, 1], 4, 0, 1)).toEqual([1, 2, 2, 1])
    expect(paint([1, 2, 3, 1], 4, 0, 1)).toEqual([1, 2, 3, 3])
  })
  it('leaves wide spindles their own width', () => expect(paint([2, 1], 6, 0, 3)).toEqual([2, 2, 2, 1, 1, 1]))
  it('sets very wide spindles apart', () => {
    expect(paint([2, 1], 12, 0, 6)).toEqual([2, 2, 2, 2, 2, GAP, 1, 1, 1, 1, 1, GAP])
  })

  it('loses no urgent spindle, however small', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(1, 1, 1, 1, 1, 2, 3, 4, 0x11), { minLength: 1, maxLength: 700 }),
        fc.double({ min: 0.05, max: 5, noNaN: true }),
        (bytes, scale) => {
          const width = Math.ceil(bytes.length * scale)
          const painted = paint(bytes, width, 0, scale)
          for (const [i, byte] of bytes.entries()) {
            const covering = painted.slice(Math.floor(i * scale), Math.ceil((i + 1) * scale))
            const most = Math.max(...covering.map((pixel) => (pixel === GAP ? -1 : CLASS_OF_STATE[pixel]!)))
            expect(most).toBeGreaterThanOrEqual(CLASS_OF_STATE[byte]!)
          }
        },
      ),
    )
  })
})
