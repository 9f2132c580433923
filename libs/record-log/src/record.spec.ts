import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeRecord, nextWhole, recordAt } from './record'

describe('a record in damaged bytes', () => {
  it('is the one that was written, or none, whatever became of its segment', () => {
    const written = [1, 2, 3].map((position) => encodeRecord(position, Buffer.from(`record ${position}`)))
    const whole = Buffer.concat(written)
    const change = fc.record({ at: fc.nat(whole.length), cut: fc.nat(8), bytes: fc.uint8Array({ maxLength: 8 }) })
    fc.assert(
      fc.property(change, ({ at, cut, bytes }) => {
        const spoilt = Buffer.concat([whole.subarray(0, at), bytes, whole.subarray(at + cut)])
        for (let offset: number | undefined = 0; offset !== undefined; offset = nextWhole(spoilt, offset, 1)) {
          const found = recordAt(spoilt, offset)
          if (found.kind === 'whole') expect(found.bytes.toString()).toBe(`record ${found.position}`)
        }
      }),
      { numRuns: 20_000 },
    )
  })
})
