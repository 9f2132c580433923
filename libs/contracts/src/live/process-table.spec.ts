import { MACHINERY_ITEM_STATES, REASON_CODES } from '@wanding/mill'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeProcessRows, encodeProcessRow, type ProcessRow } from './process-table'

const aRow: fc.Arbitrary<ProcessRow> = fc.record({
  index: fc.integer({ min: 0, max: 0xffff }),
  online: fc.boolean(),
  stale: fc.boolean(),
  state: fc.constantFrom(...MACHINERY_ITEM_STATES, null),
  reason: fc.constantFrom(...REASON_CODES, null),
  sinceMs: fc.option(fc.integer({ min: 1, max: 0xffff_ffff }).map((seconds) => seconds * 1000)),
  figures: fc.array(fc.option(fc.float({ noNaN: true, noDefaultInfinity: true })), { maxLength: 8 }),
})

const together = (rows: readonly ProcessRow[]): Uint8Array =>
  Uint8Array.from(rows.flatMap((row) => [...encodeProcessRow(row)]))

describe('the process table', () => {
  it('gives back every row that was put in, whatever their kinds', () => {
    fc.assert(
      fc.property(fc.array(aRow), (rows) => {
        expect(decodeProcessRows(together(rows))).toEqual(rows)
      }),
    )
  })

  it('refuses a torn table instead of inventing figures', () => {
    fc.assert(
      fc.property(aRow, fc.integer({ min: 1, max: 9 }), (row, cut) => {
        const bytes = encodeProcessRow(row)
        expect(() => decodeProcessRows(bytes.subarray(0, bytes.length - cut))).toThrow(RangeError)
      }),
    )
  })

  it('sends the changes of 50 machines a second in less than 2 kB', () => {
    const [row] = fc.sample(aRow, 1)
    expect(50 * encodeProcessRow({ ...row!, figures: [1, 2, 3, 4, 5, 6] }).length).toBeLessThan(2000)
  })
})
