import { SPEED_STEPS_A_SIDE } from '@wanding/contracts'
import { formatSigned } from '../../../../shared/format/numbers'
import type { LocalText } from '../../../../shared/i18n/texts'
import type { MapLayer } from '../../../../shared/router/map-query'
import { classColours } from '../../../../shared/spindles/palette'
import { SPINDLE_CLASSES, type SpindleClass } from '../../../../shared/spindles/spindle-class'
import { SPINDLE_WORDS } from '../../../../shared/spindles/spindles.texts'
import { cividisAgainst, diverging } from '../../../../shared/theme/scales'
import type { Palette } from '../../../../shared/theme/tokens'
import { HUMIDITY_BOUNDS, TEMPERATURE_BOUNDS } from './climate-codes'
import { breaksCode, deviationCode, FIRST_CODE, MOST_BREAKS, NO_DATA } from './layer-codes'
import { LAYER_WORDS } from './layers.texts'

/**
 * What a byte of a layer means. The code is the urgency, too: where several spindles share a pixel the highest is shown, and
 * 0 recedes.
 */
export interface LayerStep {
  code: number
  colour: string
  /** A word, or a number with its sign. */
  text: LocalText | string
  /** The class whose sign marks it where there is room. */
  sign: SpindleClass | null
}

const noData = (palette: Palette): LayerStep => ({
  code: NO_DATA,
  colour: palette.panel,
  text: LAYER_WORDS.noData,
  sign: 'noSignal',
})

/** The steps of a layer, the most urgent last. */
export function layerSteps(layer: MapLayer, palette: Palette): readonly LayerStep[] {
  const colours = classColours(palette)
  const usual = (text: LocalText | string): LayerStep => ({ code: 0, colour: palette.producing, text, sign: null })
  const ofClass = (name: SpindleClass, code: number): LayerStep => ({
    code,
    colour: colours[name],
    text: SPINDLE_WORDS[name],
    sign: name,
  })
  switch (layer) {
    case 'state':
      return SPINDLE_CLASSES.map(ofClass)
    case 'work':
      return [usual(LAYER_WORDS.others), ofClass('endDown', FIRST_CODE)]
    case 'idle':
      return [
        usual(LAYER_WORDS.others),
        noData(palette),
        ofClass('noRoving', FIRST_CODE),
        ofClass('idle', FIRST_CODE + 1),
      ]
    case 'rogue':
    case 'slip':
      return [usual(LAYER_WORDS.others), noData(palette), ofClass(layer, FIRST_CODE)]
    case 'breaks':
      return [
        usual('0'),
        noData(palette),
        ...Array.from({ length: MOST_BREAKS }, (_, i) => ({
          code: breaksCode(i + 1),
          colour: cividisAgainst(palette.producing, (i + 1) / MOST_BREAKS),
          text: i + 1 === MOST_BREAKS ? `≥\u202f${MOST_BREAKS}` : String(i + 1),
          sign: null,
        })),
      ]
    case 'speed':
      return [usual(LAYER_WORDS.asMean), { ...noData(palette), text: LAYER_WORDS.notTurning }, ...deviations(palette)]
    case 'humidity':
      return [usual(LAYER_WORDS.inBand), noData(palette), ...climate(palette, HUMIDITY_BOUNDS)]
    case 'temperature':
      return [usual(LAYER_WORDS.inBand), noData(palette), ...climate(palette, TEMPERATURE_BOUNDS)]
  }
}

function deviations(palette: Palette): LayerStep[] {
  const steps = Array.from({ length: SPEED_STEPS_A_SIDE }, (_, i) => [i + 1, -(i + 1)]).flat()
  return steps.map((step) => ({
    code: deviationCode(step),
    colour: diverging(palette, step / SPEED_STEPS_A_SIDE),
    text: `${Math.abs(step) === SPEED_STEPS_A_SIDE ? (step < 0 ? '≤\u202f' : '≥\u202f') : ''}${formatSigned(step * 0.5, 1, 'en')}\u202f%`,
    sign: null,
  }))
}

/** A zone's steps: so much below its band, or so much above. */
function climate(palette: Palette, { below, above }: typeof HUMIDITY_BOUNDS): LayerStep[] {
  const least = below.map((bound, i) => ({ share: -(i + 1) / below.length, text: `<\u202f${bound}`, step: -(i + 1) }))
  const most = above.map((bound, i) => ({ share: (i + 1) / above.length, text: `>\u202f${bound}`, step: i + 1 }))
  return [...least, ...most].map(({ share, text, step }) => ({
    code: deviationCode(step),
    colour: diverging(palette, share),
    text,
    sign: null,
  }))
}
