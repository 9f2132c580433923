import type { FigureName } from '@wanding/contracts'
import type { LocalText } from '../i18n/texts'
import { FIGURE_NAMES, FORMULAS, PARTS, UNITS } from './figures.texts'

/** How one of the seven figures is printed and explained. */
export interface FigureMeta {
  name: LocalText
  unit: LocalText
  decimals: number
  /** The normal band; null where it depends on what the mill spins. */
  band: readonly [least: number, most: number] | null
  formula: LocalText
  numerator: { name: LocalText; decimals: number }
  denominator: { name: LocalText; decimals: number }
}

const meta = (
  key: FigureName,
  decimals: number,
  band: FigureMeta['band'],
  partDecimals: readonly [number, number],
): FigureMeta => ({
  name: FIGURE_NAMES[key],
  unit: UNITS[key],
  decimals,
  band,
  formula: FORMULAS[key],
  numerator: { name: PARTS[key][0], decimals: partDecimals[0] },
  denominator: { name: PARTS[key][1], decimals: partDecimals[1] },
})

/** Bands: domain 6.3 (ends down), 2.3 and 8 (break rate of a healthy combed Ne 40), 2.2 (efficiency), norms (index). */
export const FIGURE_META: Readonly<Record<FigureName, FigureMeta>> = {
  personsPer10k: meta('personsPer10k', 2, null, [1, 2]),
  endsDownPercent: meta('endsDownPercent', 2, [0, 1], [0, 0]),
  breaksPer1000SpindleHours: meta('breaksPer1000SpindleHours', 1, [5, 8], [0, 0]),
  efficiencyPercent: meta('efficiencyPercent', 1, [95, 97.5], [0, 0]),
  kgPerHour: meta('kgPerHour', 0, null, [0, 2]),
  kwhPerKg: meta('kwhPerKg', 2, null, [0, 0]),
  workloadIndex: meta('workloadIndex', 2, [0.8, 0.95], [1, 1]),
}
