import type { FigureDistribution, VariantResult, WhatIfJob } from '@wanding/contracts'
import { WHAT_IF_FIGURES } from '@wanding/mill'
import type { Cell, Table } from '../../export'

/** What came out of a what-if, as tables; the first is what it was asked for. The names of columns are stable. */
export function whatIfTables(job: WhatIfJob): [Table, ...Table[]] {
  const found = [figuresTable(job), surfaceTable(job), searchTable(job), theoryTable(job)].filter(
    (table) => table !== null,
  )
  const how = howTable(job)
  const [first = how, ...rest] = found
  return first === how ? [how] : [first, ...rest, how]
}

const SPREAD = [
  'n',
  'mean',
  'ci95',
  'least',
  'p10',
  'p50',
  'p90',
  'most',
] as const satisfies (keyof FigureDistribution)[]

/** Every figure of every variant, and its paired difference to the first; the unit is in the name of the figure. */
function figuresTable({ comparison }: WhatIfJob): Table | null {
  if (!comparison) return null
  const { variants, differences } = comparison
  return {
    name: 'figures',
    columns: ['variant', 'figure', ...SPREAD, 'difference', 'difference_ci95', 'difference_percent', 'beyond_chance'],
    rows: variants.flatMap(({ label, figures }) =>
      WHAT_IF_FIGURES.map((figure): Cell[] => {
        const spread = figures[figure]
        const paired = differences.find((one) => one.label === label)?.figures[figure]
        return [
          label,
          figure,
          ...SPREAD.map((key) => spread?.[key] ?? null),
          ...[paired?.mean ?? null, paired?.ci95 ?? null, paired?.percent ?? null],
          paired ? String(paired.clear) : null,
        ]
      }),
    ),
  }
}

/** Models of machine interference beside each variant, and what separates the simulation from them. */
function theoryTable({ comparison }: WhatIfJob): Table | null {
  const rows = comparison?.variants.flatMap(theoryRows) ?? []
  if (rows.length === 0) return null
  const columns = ['variant', 'model', 'of_this_dispatch', 'down_s', 'ends_down_percent', 'busy_on_ends']
  return { name: 'theory', columns, rows }
}

function theoryRows({ label, theory }: VariantResult): Cell[][] {
  if (!theory) return []
  const { rows, gaps, simulation } = theory
  return [
    ...rows.map((row): Cell[] => [
      label,
      ...[row.theory, String(row.applies), row.downS, row.endsDownPercent, row.utilisation],
    ]),
    [label, 'simulation', null, simulation.downS, simulation.endsDownPercent, simulation.utilisation],
    ...gaps.map(({ reason, seconds }): Cell[] => [label, `gap: ${reason}`, null, seconds, null, null]),
  ]
}

/** The staffing cliff, a cell a row. */
function surfaceTable({ surface }: WhatIfJob): Table | null {
  if (!surface) return null
  const { post, persons, breakFactors, cells, operating } = surface
  return {
    name: 'cliff',
    columns: [
      'post',
      'persons',
      'break_factor',
      'ends_down_percent',
      'ci95',
      'response_p90_s',
      'workload_index',
      'here',
    ],
    rows: persons.flatMap((count, row) =>
      breakFactors.map((factor, column): Cell[] => {
        const cell = cells[row]?.[column]
        const isHere = count === operating.persons && factor === operating.breakFactor
        return [
          ...[post, count, factor, cell?.endsDownPercent ?? null, cell?.ci95 ?? null],
          ...[cell?.responseP90S ?? null, cell?.workloadIndex ?? null, String(isHere)],
        ]
      }),
    ),
  }
}

/** Every number of persons that was tried, and which is the least. */
function searchTable({ optimum }: WhatIfJob): Table | null {
  if (!optimum) return null
  return {
    name: 'least persons',
    columns: [
      ...['post', 'persons', 'shifts', 'confidence', 'verdict'],
      ...['ends_down_percent', 'response_p90_s', 'production_kg', 'least'],
    ],
    rows: optimum.candidates.map(({ persons, replications, confidence, verdict, means }): Cell[] => [
      ...[optimum.post, persons, replications, confidence, verdict],
      ...[means.endsDownPercent, means.responseP90S, means.productionKg, String(persons === optimum.persons)],
    ]),
  }
}

const METHODS: Readonly<Record<WhatIfJob['kind'], string>> = {
  run: 'mean of shifts on the same seeds; difference shift by shift, paired t',
  compare: 'mean of shifts on the same seeds; difference to the first variant shift by shift, paired t',
  surface: 'mean of shifts on the same seeds in every cell',
  optimise: 'shifts on the same seeds until clear of the target; the error is shared over all looks (Bonferroni)',
}

/** Formula, inputs, seed, norms and program: the same question gives the same answer. */
function howTable({ id, kind, basis, request }: WhatIfJob): Table {
  const inputs = Object.entries(request).map(([key, value]): Cell[] => [
    key,
    typeof value === 'number' || typeof value === 'string' ? value : JSON.stringify(value),
  ])
  return {
    name: 'how computed',
    columns: ['input', 'value'],
    rows: [
      ['what-if', id],
      ['method', METHODS[kind]],
      ...inputs,
      ['norms', basis.normsVersion],
      ['program', basis.program],
    ],
  }
}
