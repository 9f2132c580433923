import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeFrameRows, encodeProcessRow, type FrameRow, type ProcessRow } from '../live'
import { decodeParts, encodeParts } from './parts'
import { decodePicture, encodePicture, type MillPicture, type MillStep } from './picture'
import { pictureAt } from './rebuild'
import { decodeTape, encodeTape } from './tape'
import { decodeTimedChanges, encodeTimedChanges } from './timed-changes'

const T0 = Date.UTC(2026, 10, 22, 8)
const aFrameRow = (index: number, powerKw: number): FrameRow => ({
  index,
  reason: 'producing',
  online: true,
  stale: false,
  doffProgressPercent: 50,
  spindleSpeedRpm: 18_500,
  producing: 3,
  endsDown: 0,
  idle: 0,
  noRoving: 0,
  slip: 0,
  rogue: 0,
  breaksPer1000SpindleHours: null,
  powerKw,
  timeToDoffS: 60,
})
const aProcessRow = (index: number, output: number): ProcessRow => ({
  index,
  online: true,
  stale: false,
  state: 'Executing',
  reason: 'producing',
  sinceMs: null,
  // Rows of different kinds have different lengths.
  figures: index === 0 ? [output] : [output, 1, 2],
})
const processRows = (...rows: ProcessRow[]) => Uint8Array.from(rows.flatMap((row) => [...encodeProcessRow(row)]))
const SIZES = [3, 5]
const aPicture = (more: Partial<MillPicture> = {}): MillPicture => ({
  mill: 'jimo',
  run: 'live',
  atMs: T0,
  frames: SIZES.map((spindles, index) => ({ id: `RF0${index + 1}`, spindles, gateway: 'G1', zone: 'A' })),
  machines: ['CD01', 'CD02'].map((id) => ({ id, kind: 'card', gateway: 'PREP', zone: '' })),
  frameRows: encodeFrameRows([aFrameRow(0, 1), aFrameRow(1, 2)]),
  processRows: processRows(aProcessRow(0, 75), aProcessRow(1, 76)),
  states: new Uint8Array(8).fill(1),
  kpi: null,
  ...more,
})
const aStep = (seconds: number, more: Partial<MillStep> = {}): MillStep => ({
  atMs: T0 + seconds * 1000,
  frameRows: new Uint8Array(),
  processRows: new Uint8Array(),
  changes: [],
  kpi: null,
  ...more,
})

describe('parts', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(fc.uint8Array()), (head, parts) => {
        const back = decodeParts(encodeParts({ head, parts }))
        expect(back.head).toEqual(JSON.parse(JSON.stringify(head)))
        expect(back.parts.map((part) => [...part])).toEqual(parts.map((part) => [...part]))
      }),
    )
  })

  it('torn bytes are refused', () => {
    const whole = encodeParts({ head: { a: '锭' }, parts: [Uint8Array.of(1, 2), Uint8Array.of(3)] })
    for (let length = 0; length < whole.length; length++) {
      expect(() => decodeParts(whole.subarray(0, length))).toThrow(RangeError)
    }
    expect(() => decodeParts(Uint8Array.of(...whole, 0))).toThrow(RangeError)
  })
})

describe('timed changes', () => {
  it('come back as they were, before and after their base', () => {
    const changes = [
      { frame: 0, position: 1, state: 2, atMs: T0 - 3_600_000 },
      { frame: 83, position: 1200, state: 0x42, atMs: T0 + 7 },
    ]
    expect(decodeTimedChanges(encodeTimedChanges(changes, T0), T0)).toEqual(changes)
    expect(() => decodeTimedChanges(new Uint8Array(10), T0)).toThrow(RangeError)
  })
})

describe('tape', () => {
  it('comes back as it was', () => {
    const steps = [aStep(1, { changes: [{ frame: 1, position: 5, state: 2, atMs: T0 + 400 }] }), aStep(2)]
    const tape = { run: 'live', fromMs: T0, toMs: T0 + 2000, pictures: [aPicture(), aPicture({ atMs: T0 + 1 })], steps }
    expect(decodeTape(encodeTape(tape))).toEqual(tape)
  })

  it('a picture of other parts is refused', () => {
    expect(() => decodePicture(encodeParts({ head: {}, parts: [] }))).toThrow(RangeError)
  })
})

describe('pictureAt', () => {
  it('has rows of the newest step, and spindles to the millisecond', () => {
    const steps = [
      aStep(1, {
        frameRows: encodeFrameRows([aFrameRow(1, 9)]),
        changes: [{ frame: 1, position: 5, state: 2, atMs: T0 + 400 }],
      }),
      aStep(2, {
        processRows: processRows(aProcessRow(1, 40)),
        frameRows: encodeFrameRows([aFrameRow(1, 10)]),
        changes: [{ frame: 1, position: 5, state: 1, atMs: T0 + 1500 }],
      }),
    ]
    const state = (ms: number) => pictureAt(aPicture(), steps, T0 + ms).states[7]
    expect([0, 399, 400, 1000, 1499, 1500, 9000].map(state)).toEqual([1, 1, 2, 2, 2, 1, 1])
    const then = pictureAt(aPicture(), steps, T0 + 1999)
    expect(then.frameRows).toEqual(encodeFrameRows([aFrameRow(0, 1), aFrameRow(1, 9)]))
    expect(then.processRows).toEqual(processRows(aProcessRow(0, 75), aProcessRow(1, 76)))
    expect(then.atMs).toBe(T0 + 1000)
    const later = pictureAt(aPicture(), steps, T0 + 2000)
    expect(later.processRows).toEqual(processRows(aProcessRow(0, 75), aProcessRow(1, 40)))
    expect(later.atMs).toBe(T0 + 2000)
  })

  it('does not change what it was given, and takes no step from before the picture', () => {
    const picture = aPicture()
    const before = encodePicture(picture)
    const old = aStep(-1, { changes: [{ frame: 0, position: 1, state: 5, atMs: T0 - 1000 }] })
    expect(pictureAt(picture, [old], T0 + 5000)).toEqual(picture)
    pictureAt(picture, [aStep(1, { changes: [{ frame: 0, position: 1, state: 5, atMs: T0 }] })], T0 + 5000)
    expect(encodePicture(picture)).toEqual(before)
  })
})
