import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MOST_PACKET_BYTES, PacketSizes } from './packet-sizes'

const length = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) | 0x80, ...length(Math.floor(value / 128))]
const header = (value: number): Uint8Array => Uint8Array.of(0x30, ...length(value))
const packet = (value: number): Uint8Array => Uint8Array.of(...header(value), ...new Array<number>(value).fill(0xff))

describe('PacketSizes', () => {
  it('lets packets of any size through, wherever the stream is cut', () => {
    const sizes = fc.array(fc.oneof(fc.nat(300), fc.integer({ min: 16_380, max: 16_390 })), { maxLength: 6 })
    fc.assert(
      fc.property(sizes, fc.array(fc.integer({ min: 1, max: 20_000 })), (lengths, cuts) => {
        const stream = Buffer.concat(lengths.map(packet))
        const packets = new PacketSizes()
        let at = 0
        for (const cut of [...cuts, stream.length]) {
          expect(packets.fit(stream.subarray(at, at + cut))).toBe(true)
          at += cut
        }
        // Then it stands before a header, and knows it.
        expect(packets.fit(header(MOST_PACKET_BYTES + 1))).toBe(false)
      }),
      { numRuns: 200 },
    )
  })

  it('refuses by the length alone, before the bytes come', () => {
    expect(new PacketSizes().fit(header(MOST_PACKET_BYTES))).toBe(true)
    expect(new PacketSizes().fit(header(MOST_PACKET_BYTES + 1))).toBe(false)
    expect(new PacketSizes().fit(header(268_435_455))).toBe(false)
  })

  it('refuses a length of five bytes', () => {
    expect(new PacketSizes().fit(Uint8Array.of(0x30, 0x80, 0x80, 0x80, 0x80, 0))).toBe(false)
    expect(new PacketSizes().fit(Uint8Array.of(0x30, 0x80, 0x80, 0x80, 0))).toBe(true)
  })
})
