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

  it('is known for none at every single bit that is turned, and hides no other', () => {
    const words = ['one', 'two', 'three']
    const whole = Buffer.concat(words.map((word, index) => encodeRecord(index + 1, Buffer.from(word))))
    for (let bit = 0; bit < 8 * whole.length; bit++) {
      const spoilt = Buffer.from(whole)
      spoilt[bit >> 3]! ^= 1 << (bit & 7)
      const found: string[] = []
      for (let at: number | undefined = 0; at !== undefined && at < spoilt.length; ) {
        const record = recordAt(spoilt, at)
        if (record.kind === 'whole') found.push(record.bytes.toString())
        at = record.kind === 'whole' ? at + record.size : nextWhole(spoilt, at, 1)
      }
      const hit = [19, 38, 59].findIndex((end) => bit < 8 * end)
      expect(found, `bit ${bit}`).toEqual(words.filter((_, index) => index !== hit))
    }
  })
})
