import { type Calibration, EXPONENT_REASONS, FIT_NOTES, FITTED_NAMES, type FittedValue } from '@wanding/contracts'
import type { LocalText } from '@wanding/mill'
import { type Cell, type ExportLanguage, type Table, type WordedColumn, wordedTable } from '../../export'

export const INTERVAL: readonly WordedColumn[] = [
  ['error', '标准误'],
  ['ci95_low', '95% 区间下限'],
  ['ci95_high', '95% 区间上限'],
]
export const intervalCells = (found: FittedValue | null): Cell[] => [
  found?.error ?? null,
  found?.low ?? null,
  found?.high ?? null,
]

/** The fitted quantities; what cannot be told says why. */
export function estimatesTable({ breaks, startUp, spindles }: Calibration, lang: ExportLanguage): Table {
  const rows: [name: keyof typeof FITTED_NAMES, unit: LocalText, found: FittedValue | null, note?: LocalText][] = [
    ['measured', PER_1000, breaks?.measuredPer1000 ?? spindles?.ratePer1000 ?? null, FIT_NOTES.cannot],
  ]
  if (breaks) {
    if (breaks.meanHumidityPercent !== null) rows.push(['reference', PER_1000, breaks.atReferencePer1000])
    rows.push(['frameShape', PLAIN, breaks.frameShape, FIT_NOTES.chanceOnly])
    rows.push(['shiftShape', PLAIN, breaks.shiftShape, FIT_NOTES.chanceOnly])
    rows.push(['exponent', PLAIN, breaks.speedExponent, EXPONENT_REASONS[breaks.exponentReason]])
  }
  rows.push(['startUp', SHARE, startUp?.share ?? null, FIT_NOTES.cannot])
  rows.push([
    'gammaShape',
    PLAIN,
    spindles?.gammaShape ?? null,
    spindles ? FIT_NOTES.chanceOnly : FIT_NOTES.needsSpindles,
  ])
  if (spindles?.rogue) {
    rows.push(['rogueShare', SHARE, spindles.rogue.share])
    rows.push(['rogueFactor', PLAIN, spindles.rogue.factor])
  }
  return wordedTable(
    lang,
    { en: 'estimates', zh: '参数估计' },
    [['quantity', '参数代码'], ['name', '参数'], ['unit', '单位'], ['value', '数值'], ...INTERVAL, ['note', '说明']],
    rows.map(([quantity, unit, found, note]) => [
      ...[quantity, FITTED_NAMES[quantity][lang], unit[lang], found?.value ?? null, ...intervalCells(found)],
      found === null || found.low === null ? (note?.[lang] ?? null) : null,
    ]),
  )
}

/** How well the law of chance describes the counts, and counted against expected numbers of rows by breaks. */
export function goodnessTables({ breaks, spindles }: Calibration, lang: ExportLanguage): Table[] {
  const checks = [
    ...(breaks ? [{ of: OF.frames[lang], check: breaks.check }] : []),
    ...(spindles ? [{ of: OF.spindles[lang], check: spindles.check }] : []),
  ]
  return [
    wordedTable(
      lang,
      { en: 'goodness of fit', zh: '拟合优度' },
      [OF_COLUMN, ['pearson', '皮尔逊 χ²'], ['degrees', '自由度'], ['p', 'p 值'], ['dispersion', '离散系数']],
      checks.map(({ of, check: { pearson, degrees, p, dispersion } }) => [of, pearson, degrees, p, dispersion]),
    ),
    wordedTable(
      lang,
      { en: 'histogram', zh: '直方图' },
      [OF_COLUMN, ['breaks_from', '断头数起'], ['breaks_to', '断头数止'], ...COUNTED],
      checks.flatMap(({ of, check }) =>
        check.histogram.map(({ from, to, observed, expected }) => [of, from, to, observed, expected]),
      ),
    ),
  ]
}

/** Frames and shifts against what the fit expects of them. */
export function residualsTable({ breaks }: Calibration, lang: ExportLanguage): Table {
  const rowsOf = (of: LocalText, residuals: NonNullable<Calibration['breaks']>['byFrame']) =>
    residuals.map(({ name, observed, expected, z }) => [of[lang], name, observed, expected, z])
  return wordedTable(
    lang,
    { en: 'residuals', zh: '残差' },
    [OF_COLUMN, ['name', '名称'], ...COUNTED, ['z', '标准差倍数']],
    breaks ? [...rowsOf(OF.frame, breaks.byFrame), ...rowsOf(OF.shift, breaks.byShift)] : [],
  )
}

const OF_COLUMN: WordedColumn = ['of', '对象']
const COUNTED: readonly WordedColumn[] = [
  ['observed', '实测'],
  ['expected', '期望'],
]
const OF = {
  frames: { en: 'frames by shift', zh: '机台班次' },
  spindles: { en: 'single spindles', zh: '单锭' },
  frame: { en: 'frame', zh: '机台' },
  shift: { en: 'shift', zh: '班次' },
} as const
const PER_1000: LocalText = { en: 'ends/1,000 spindle-h', zh: '根/千锭时' }
const SHARE: LocalText = { en: 'fraction', zh: '比值' }
const PLAIN: LocalText = { en: '1', zh: '1' }
