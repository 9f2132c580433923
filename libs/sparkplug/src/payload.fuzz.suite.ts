import fc from 'fast-check'
import { expect, it } from 'vitest'
import { goldenValues } from './__fixtures__/golden-values'
import { DATA_TYPE_NAMES, decodePayload, encodePayload, peekPayload, SparkplugDecodeError } from './index'

const resolve = (alias: number) => ({ name: 'm', datatype: DATA_TYPE_NAMES[alias % DATA_TYPE_NAMES.length]! })

function onlyDecodeErrors(bytes: Uint8Array): void {
  for (const read of [() => decodePayload(bytes, resolve, () => 'Int8'), () => peekPayload(bytes)]) {
    try {
      read()
    } catch (error) {
      if (!(error instanceof SparkplugDecodeError)) throw error
      expect(error.offset).toBeLessThanOrEqual(bytes.length)
    }
  }
}

const good = goldenValues.map(({ datatype, value }, index) =>
  encodePayload(
    {
      timestampMs: 1_700_000_000_000,
      seq: index,
      metrics: [
        {
          name: 'a',
          alias: index,
          datatype,
          value,
          properties: { p: { type: 'PropertySet', value: { q: { type: 'Text', value: 'r' } } } },
        },
        { alias: 1, datatype, value, isHistorical: true },
      ],
    },
    { includeDatatype: index % 2 === 0 },
  ),
)

const damage = fc.record({
  index: fc.nat(good.length - 1),
  at: fc.nat(200),
  cut: fc.nat(200),
  bytes: fc.uint8Array({ maxLength: 4 }),
})

/** A field with a content of its wire type, or of none. */
type Field = { field: number; wire: number; content: Uint8Array | Field[]; excess: number }

const varint = (value: number): number[] => (value < 128 ? [value] : [(value % 128) | 0x80, ...varint(value >>> 7)])

/** The bytes of fields within fields; a length may be some bytes too long or too short. */
function written(fields: readonly Field[]): number[] {
  return fields.flatMap(({ field, wire, content, excess }) => {
    const inner = content instanceof Uint8Array ? [...content] : written(content)
    const tag = varint(field * 8 + wire)
    return wire === 2 ? [...tag, ...varint(Math.max(0, inner.length + excess)), ...inner] : [...tag, ...inner]
  })
}

/** Messages of the fields there are, with any content: further in than random bytes come, and not only a step from a good one. */
const fields = fc.letrec<{ field: Field; fields: Field[] }>((tie) => ({
  field: fc.record({
    field: fc.integer({ min: 1, max: 20 }),
    wire: fc.oneof({ weight: 4, arbitrary: fc.constant(2) }, fc.constantFrom(0, 1, 5, 3)),
    content: fc.oneof({ maxDepth: 4 }, fc.uint8Array({ maxLength: 12 }), tie('fields')),
    excess: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.integer({ min: -2, max: 2 })),
  }),
  fields: fc.array(tie('field'), { maxLength: 5 }),
})).fields

/** Whatever comes is a payload or a SparkplugDecodeError. The seed is told, for `LAWS_SEED`. */
export function describePayloadFuzz(seeds: number): void {
  const seed = fc.readConfigureGlobal()?.seed ?? Math.floor(Math.random() * 2 ** 31)
  const runs = { numRuns: seeds, seed, endOnFailure: true }
  const each = seeds.toLocaleString('en')

  it(`${each} random payloads, LAWS_SEED ${seed}`, () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), onlyDecodeErrors), runs)
  })

  it(`${each} good payloads with a few bytes changed, cut or doubled, LAWS_SEED ${seed}`, () => {
    const property = fc.property(damage, ({ index, at, cut, bytes }) => {
      const whole = good[index]!
      const spoilt = Uint8Array.from([...whole.subarray(0, at), ...bytes, ...whole.subarray(at + bytes.length)])
      onlyDecodeErrors(spoilt)
      onlyDecodeErrors(spoilt.subarray(0, cut))
    })
    fc.assert(property, runs)
  })

  it(`${each} payloads of any fields within fields, LAWS_SEED ${seed}`, () => {
    fc.assert(
      fc.property(fields, (all) => onlyDecodeErrors(Uint8Array.from(written(all)))),
      runs,
    )
  })
}
