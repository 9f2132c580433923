import { speedByte } from '@wanding/contracts'
import { SpindleFlag, SpindleState } from '@wanding/mill'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAP_LAYERS } from '../../../../shared/router/map-query'
import { PALETTES } from '../../../../shared/theme/tokens'
import { climateCode, HUMIDITY_BOUNDS, TEMPERATURE_BOUNDS } from './climate-codes'
import { breaksCode, deviationCode, NO_DATA } from './layer-codes'
import { encoderOf, type LayerSources } from './layer-encode'
import { FIELD_WIDTH, LayerField } from './layer-field'
import { layerSteps } from './layer-steps'

const none = new Uint8Array()
const sources = (more: Partial<LayerSources>): LayerSources => ({
  states: () => none,
  values: () => none,
  climate: () => null,
  ...more,
})
const { producing, endDown, idle, noRoving, noSignal } = SpindleState

describe('codes of layers', () => {
  const coded = (layer: (typeof MAP_LAYERS)[number], bytes: number[], of: 'states' | 'values' = 'states') => {
    const out = new Uint8Array(bytes.length)
    encoderOf(layer, sources({ [of]: () => Uint8Array.from(bytes) }))(0, out)
    return [...out]
  }

  it('count a flag whatever the spindle does at this moment', () => {
    const bytes = [
      producing,
      producing | SpindleFlag.rogue,
      endDown | SpindleFlag.rogue,
      producing | SpindleFlag.slip,
      noSignal,
    ]
    expect(coded('rogue', bytes)).toEqual([0, 2, 2, 0, NO_DATA])
    expect(coded('slip', bytes)).toEqual([0, 0, 0, 2, NO_DATA])
  })

  it('know of an idle spindle whether it lacks roving', () =>
    expect(coded('idle', [producing, idle, noRoving, endDown, noSignal])).toEqual([0, 3, 2, 0, NO_DATA]))

  it('are no data while the layer is on its way, never as usual', () => {
    for (const layer of ['breaks', 'speed'] as const) {
      const out = new Uint8Array(4)
      encoderOf(layer, sources({}))(0, out)
      expect([...out]).toEqual([NO_DATA, NO_DATA, NO_DATA, NO_DATA])
    }
  })

  it('are the more urgent the more a spindle breaks, or the further its speed is from the mean, too slow before too fast', () => {
    expect(coded('breaks', [0, 1, 2, 5, 6, 7, 255], 'values')).toEqual([0, 2, 3, 6, 7, 7, 7])
    const speeds = [18_500, 18_600, 18_400, 19_500, 17_000].map((rpm) => speedByte(rpm, 18_500))
    const codes = coded('speed', speeds, 'values')
    expect(codes).toEqual([...codes].sort((a, b) => a - b))
    expect(new Set(codes).size).toBe(codes.length)
  })

  it.each([
    [57, 0],
    [55, 0],
    [60, 0],
    [54.9, deviationCode(-1)],
    [51, deviationCode(-2)],
    [44, deviationCode(-4)],
    [66, deviationCode(3)],
    [71, deviationCode(4)],
    [null, NO_DATA],
  ])('%o %% of humidity is %i', (value, code) => expect(climateCode(value, HUMIDITY_BOUNDS)).toBe(code))

  it.each(['light', 'dark'] as const)('have each a step of their own (%s)', (theme) => {
    const all: Record<string, number[]> = {
      breaks: Array.from({ length: 256 }, (_, breaks) => breaksCode(breaks)),
      speed: Array.from({ length: 21 }, (_, i) => deviationCode(i - 10)),
      humidity: [0, 47, 51, 57, 61, 63, 68, 99].map((value) => climateCode(value, HUMIDITY_BOUNDS)),
      temperature: [0, 19, 21, 28, 33, 35, 50].map((value) => climateCode(value, TEMPERATURE_BOUNDS)),
    }
    for (const layer of MAP_LAYERS) {
      const steps = layerSteps(layer, PALETTES[theme])
      expect(new Set(steps.map(({ code }) => code)).size).toBe(steps.length)
      for (const code of all[layer] ?? []) expect(steps.some((step) => step.code === code)).toBe(true)
    }
  })
})

describe('the field of codes', () => {
  it('is after any updates what a new one is, counts included', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 12 })
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(7)), { maxLength: 60 })
    fc.assert(
      fc.property(sizes, edits, (frames, all) => {
        const data = frames.map((size) => new Uint8Array(size))
        const encode = (frame: number, out: Uint8Array) => out.set(data[frame]!)
        const field = new LayerField()
        field.rebuild(frames, encode)
        for (const [f, p, code] of all) {
          const frame = f % frames.length
          const before = data[frame]!.slice()
          if (data[frame]!.length > 0) data[frame]![p % data[frame]!.length] = code
          const differs = before.some((old, i) => old !== data[frame]![i])
          expect([...field.update([frame], encode)]).toEqual(differs ? [frame] : [])
        }
        const fresh = new LayerField()
        fresh.rebuild(frames, encode)
        expect(field.codes).toEqual(fresh.codes)
        expect(field.counts).toEqual(fresh.counts)
        expect(field.codes.length % FIELD_WIDTH).toBe(0)
      }),
    )
  })
})
