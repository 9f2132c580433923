import { describe, expect, it } from 'vitest'
import type { MapLayer } from '../../../../shared/router/map-query'
import { CLASS_SIGNS } from '../../../../shared/spindles/class-signs'
import { SPINDLE_CLASSES } from '../../../../shared/spindles/spindle-class'
import { apart, seen, VISIONS } from '../../../../shared/theme/colour-vision'
import { PALETTES } from '../../../../shared/theme/tokens'
import { deviationCode, MOST_BREAKS, NO_DATA } from './layer-codes'
import { layerSteps } from './layer-steps'

/** Told apart at a glance. */
const CLEAR = 10
/** Told apart side by side. */
const VISIBLE = 5
const eyes = VISIONS.flatMap((vision) => (['light', 'dark'] as const).map((theme) => [vision, theme] as const))

describe('simulated colour vision', () => {
  it('leaves grey alone, and confuses what those eyes confuse', () => {
    for (const vision of VISIONS) expect(apart('#777777', '#777777', vision)).toBe(0)
    // Of equal lightness, as the plates of Ishihara have them.
    expect(apart('#b56b4a', '#7f8a3c', 'full')).toBeGreaterThan(30)
    expect(apart('#b56b4a', '#7f8a3c', 'deuteranopia')).toBeLessThan(15)
    expect(seen('#ffffff', 'protanopia')[0]).toBeCloseTo(100, 0)
  })
})

describe.each(eyes)('to eyes with %s, %s', (vision, theme) => {
  const stepsOf = (layer: MapLayer) => layerSteps(layer, PALETTES[theme])
  const colourOf = (layer: MapLayer, code: number) => stepsOf(layer).find((step) => step.code === code)!.colour

  it('whatever is not as usual stands out from what is', () => {
    for (const layer of ['state', 'idle', 'rogue', 'slip', 'work'] as const) {
      const [usual, ...others] = stepsOf(layer)
      for (const { colour, sign } of others) {
        expect(apart(colour, usual!.colour, vision)).toBeGreaterThan(sign === 'noSignal' ? CLEAR : 3 * CLEAR)
      }
    }
  })

  it('an end down is no other class; in grey its triangle says so', () => {
    if (vision === 'grey') return
    const [, ...others] = stepsOf('state').filter(({ sign }) => sign !== 'endDown')
    const down = stepsOf('state').find(({ sign }) => sign === 'endDown')!.colour
    for (const { colour } of others) expect(apart(colour, down, vision)).toBeGreaterThan(CLEAR)
  })

  it('more breaks are further from the ground in lightness, each step visible', () => {
    const ground = seen(colourOf('breaks', 0), vision)[0]
    let before = 0
    for (let i = 2; i < MOST_BREAKS + 2; i++) {
      const distance = Math.abs(seen(colourOf('breaks', i), vision)[0] - ground)
      expect(distance).toBeGreaterThan(before + VISIBLE)
      before = distance
    }
  })

  it('deviations grow with their steps, and their two ends are opposite', () => {
    for (const [layer, most] of [
      ['speed', 10],
      ['humidity', 4],
      ['temperature', 3],
    ] as const) {
      for (const side of [-1, 1]) {
        for (let step = 1; step <= most; step++) {
          const of = (steps: number) => apart(colourOf(layer, deviationCode(side * steps)), colourOf(layer, 0), vision)
          expect(of(step)).toBeGreaterThan(of(step - 1))
        }
        expect(apart(colourOf(layer, deviationCode(side * most)), colourOf(layer, 0), vision)).toBeGreaterThan(
          2 * CLEAR,
        )
      }
      const ends = apart(colourOf(layer, deviationCode(-most)), colourOf(layer, deviationCode(most)), vision)
      // Grey has no sides: there the figure says which.
      if (vision !== 'grey') expect(ends).toBeGreaterThan(4 * CLEAR)
    }
  })

  it('no data are not as usual', () => {
    for (const layer of ['breaks', 'speed', 'humidity'] as const) {
      expect(apart(colourOf(layer, NO_DATA), colourOf(layer, 0), vision)).toBeGreaterThan(CLEAR)
    }
  })
})

it('has a sign of its own for each class, where colour is not enough', () => {
  const signs = SPINDLE_CLASSES.map((name) => CLASS_SIGNS[name].path)
  expect(new Set(signs).size).toBe(signs.length)
  expect(signs.filter((path) => path === '')).toHaveLength(1)
})
