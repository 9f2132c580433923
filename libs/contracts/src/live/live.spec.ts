import { REASON_CODES } from '@wanding/mill'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeFrameRows, encodeFrameRows, FRAME_ROW_BYTES, type FrameRow } from './frame-table'
import { decodeSpindleChanges, encodeSpindleChanges } from './spindle-changes'

const u16 = fc.integer({ min: 0, max: 0xfffe })
const aRow: fc.Arbitrary<FrameRow> = fc.record({
  index: u16,
  reason: fc.constantFrom(...REASON_CODES),
  online: fc.boolean(),
  stale: fc.boolean(),
  doffProgressPercent: fc.integer({ min: 0, max: 10_000 }).map((n) => n / 100),
  spindleSpeedRpm: u16,
  producing: u16,
  endsDown: u16,
  idle: u16,
  noRoving: u16,
  slip: u16,
  rogue: u16,
  breaksPer1000SpindleHours: fc.option(fc.integer({ min: 0, max: 60_000 }).map((n) => n / 10)),
  powerKw: fc.integer({ min: 0, max: 60_000 }).map((n) => n / 100),
  timeToDoffS: u16,
})

describe('the live table', () => {
  it('gives back every row that was put in', () => {
    fc.assert(
      fc.property(fc.array(aRow), (rows) => {
        expect(decodeFrameRows(encodeFrameRows(rows))).toEqual(rows)
      }),
    )
  })

  it('holds a mill of 84 frames in less than half of the live budget of 5 kB', () => {
    expect(84 * FRAME_ROW_BYTES).toBeLessThan(2500)
  })

  it('clamps what does not fit instead of wrapping round', () => {
    const row = { ...fc.sample(aRow, 1)[0]!, timeToDoffS: 1e9, powerKw: -3, endsDown: 70_000 }
    const [back] = decodeFrameRows(encodeFrameRows([row]))
    expect(back).toMatchObject({ timeToDoffS: 65_534, powerKw: 0, endsDown: 65_534 })
  })

  it('refuses a torn table', () => {
    expect(() => decodeFrameRows(new Uint8Array(FRAME_ROW_BYTES + 1))).toThrow(RangeError)
  })
})

describe('spindle changes', () => {
  it('give back every change that was put in', () => {
    const change = fc.record({ frame: u16, position: u16, state: fc.integer({ min: 0, max: 255 }) })
    fc.assert(
      fc.property(fc.array(change), (c) => {
        expect(decodeSpindleChanges(encodeSpindleChanges(c))).toEqual(c)
      }),
    )
  })
})
