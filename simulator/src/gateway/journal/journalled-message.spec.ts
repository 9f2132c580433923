import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packMessage, unpackMessage } from './journalled-message'

describe('a message in damaged bytes', () => {
  it('is a message or none, and nothing is thrown', () => {
    const whole = packMessage({
      device: 'RF01',
      atMs: Date.UTC(2026, 0, 1),
      values: [
        { name: 'energy/power', datatype: 'Double', value: 40 },
        { name: 'spindles/state', datatype: 'UInt8Array', value: Uint8Array.of(1, 2, 3) },
      ],
    })
    expect(unpackMessage(whole)).toMatchObject({ device: 'RF01', values: { length: 2 } })
    const change = fc.record({ at: fc.nat(whole.length), cut: fc.nat(8), bytes: fc.uint8Array({ maxLength: 8 }) })
    fc.assert(
      fc.property(change, ({ at, cut, bytes }) => {
        const found = unpackMessage(Buffer.concat([whole.subarray(0, at), bytes, whole.subarray(at + cut)]))
        expect(found === undefined || (Number.isFinite(found.atMs) && Array.isArray(found.values))).toBe(true)
      }),
      { numRuns: 20_000 },
    )
  })
})
