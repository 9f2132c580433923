import type { Calibration, FittedValue } from '@wanding/contracts'
import type { Cell, Table } from '../export'

type Check = NonNullable<Calibration['breaks']>['check']
type Residuals = NonNullable<Calibration['breaks']>['byFrame']

/** What a calibration found, as tables; the names of columns are stable. */
export function calibrationTables(of: Calibration): [Table, ...Table[]] {
  return [estimatesTable(of), ...checkTables(of), ...residualTables(of), normsTable(of), howTable(of)]
}

const fitted = (name: string, unit: string, value: FittedValue | null | undefined): Cell[][] =>
  value ? [[name, unit, value.value, value.error, value.low, value.high]] : []

/** Every estimate with its standard error and 95 % interval. */
function estimatesTable({ breaks, startUp, spindles }: Calibration): Table {
  return {
    name: 'estimates',
    columns: ['estimate', 'unit', 'value', 'standard_error', 'ci95_low', 'ci95_high'],
    rows: [
      ...fitted('breaks measured', '1/1000 sp-h', breaks?.measuredPer1000),
      ...fitted('breaks at the reference', '1/1000 sp-h', breaks?.atReferencePer1000),
      ...fitted('shape of frames', '', breaks?.frameShape),
      ...fitted('shape of shifts', '', breaks?.shiftShape),
      ...(breaks?.exponentReason === 'fitted' ? fitted('exponent of the speed', '', breaks.speedExponent) : []),
      ...fitted('start-up breaks', 'share of spindles', startUp?.share),
      ...fitted('breaks of single spindles', '1/1000 sp-h', spindles?.ratePer1000),
      ...fitted('shape of spindles', '', spindles?.gammaShape),
      ...fitted('rogue spindles', 'share', spindles?.rogue?.share),
      ...fitted('rogue spindles break', '× the others', spindles?.rogue?.factor),
    ],
  }
}

/** Counted against expected, and the test of the fit. */
function checkTables({ breaks, spindles }: Calibration): Table[] {
  const checks: [string, Check | undefined][] = [
    ['frames', breaks?.check],
    ['spindles', spindles?.check],
  ]
  return checks.flatMap(([of, check]) =>
    check
      ? {
          name: `fit of ${of}`,
          columns: ['breaks_from', 'breaks_to', 'counted', 'expected', 'pearson', 'degrees', 'p', 'dispersion'],
          rows: check.histogram.map((bin, row): Cell[] => [
            ...[bin.from, bin.to, bin.observed, bin.expected],
            ...(row === 0 ? [check.pearson, check.degrees, check.p, check.dispersion] : [null, null, null, null]),
          ]),
        }
      : [],
  )
}

function residualTables({ breaks }: Calibration): Table[] {
  const table = (name: string, residuals: Residuals): Table => ({
    name,
    columns: ['name', 'counted', 'expected', 'z'],
    rows: residuals.map(({ name: of, observed, expected, z }) => [of, observed, expected, z]),
  })
  return breaks ? [table('frames', breaks.byFrame), table('shifts', breaks.byShift)] : []
}

/** Minutes of each kind of work: in the norms, and as fitted. */
function normsTable({ roles }: Calibration): Table {
  return {
    name: 'norms',
    columns: ['role', 'norm', 'before', 'fitted', 'standard_error', 'ci95_low', 'ci95_high', 'ratio', 'how'],
    rows: roles.flatMap(({ norms }) =>
      norms.map(({ role, norm, before, fitted: value, ratio, how }): Cell[] => [
        ...[role, norm, before, value.value, value.error, value.low, value.high, ratio, how],
      ]),
    ),
  }
}

function howTable({ id, name, base, files, measures, normsName, millKeys }: Calibration): Table {
  return {
    name: 'how computed',
    columns: ['input', 'value'],
    rows: [
      ['calibration', id],
      ['mill', name],
      ['base', base],
      [
        'method',
        'breaks: Gamma-Poisson, maximum likelihood; rogue mixture by BIC; minutes: non-negative least squares',
      ],
      ['measures', measures.join(', ')],
      ['norms', normsName],
      ...files.map(({ id: file, kind, rows }): Cell[] => [`file of ${kind}`, `${file}, ${rows} rows`]),
      ...millKeys.map(({ path, before, after }): Cell[] => [`mill key ${path}`, `${before} → ${after}`]),
    ],
  }
}
