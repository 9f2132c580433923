import {
  type Comparison,
  figureMeaning,
  NO_ROBOT_THEORY_WORDS,
  ROBOT_GAPS,
  ROBOT_THEORY_NAMES,
  THEORY_NAMES,
  type VariantResult,
} from '@wanding/contracts'
import { WHAT_IF_FIGURES } from '@wanding/mill'
import { type Cell, type ExportLanguage, type Table, type WordedColumn, wordedTable } from '../../export'

const VARIANT: WordedColumn = ['variant', '方案']
const FIGURE: readonly WordedColumn[] = [
  ['figure', '指标代码'],
  ['name', '指标'],
  ['unit', '单位'],
  ['replications', '班次数'],
  ['mean', '均值'],
  ['ci95_low', '95% 区间下限'],
  ['ci95_high', '95% 区间上限'],
]

/** The figures and paired differences of variants, what each variant is, and the theory beside it. */
export function comparisonTables({ variants, differences }: Comparison, lang: ExportLanguage): Table[] {
  return [
    figuresTable(variants, lang),
    ...(differences.length > 0 ? [differencesTable(differences, variants[0]!.label, lang)] : []),
    plansTable(variants, lang),
    theoryTable(variants, lang),
    gapsTable(variants, lang),
    robotsTable(variants, lang),
  ].filter(({ rows }) => rows.length > 0)
}

function figuresTable(variants: readonly VariantResult[], lang: ExportLanguage): Table {
  const quantiles: WordedColumn[] = [
    ['least', '最小'],
    ['p10', 'P10'],
    ['p50', 'P50'],
    ['p90', 'P90'],
    ['most', '最大'],
  ]
  return wordedTable(
    lang,
    { en: 'figures', zh: '指标' },
    [VARIANT, ...FIGURE, ...quantiles],
    variants.flatMap(({ label, figures }) =>
      WHAT_IF_FIGURES.map((figure) => {
        const found = figures[figure]
        const spread = found ? [found.least, found.p10, found.p50, found.p90, found.most] : NOTHING
        return [label, ...nameCells(figure, lang), ...meanCells(found), ...spread]
      }),
    ),
  )
}

function differencesTable(differences: Comparison['differences'], against: string, lang: ExportLanguage): Table {
  return wordedTable(
    lang,
    { en: 'differences', zh: '配对差异' },
    [VARIANT, ['against', '对照方案'], ...FIGURE, ['percent', '相对差异 %'], ['clear', '是否显著']],
    differences.flatMap(({ label, figures }) =>
      WHAT_IF_FIGURES.map((figure) => {
        const found = figures[figure]
        const clear = found && yesNo(found.clear, lang)
        return [label, against, ...nameCells(figure, lang), ...meanCells(found), found?.percent ?? null, clear]
      }),
    ),
  )
}

function plansTable(variants: readonly VariantResult[], lang: ExportLanguage): Table {
  return wordedTable(
    lang,
    { en: 'variants', zh: '方案' },
    [VARIANT, ['key', '参数'], ['name', '名称'], ['value', '数值']],
    variants.flatMap(({ label, plan: { posts, measures, ...plan } }) => [
      ...Object.entries(plan).map(([key, value]) => [label, key, null, value]),
      [label, 'measures', null, measures.join(' ')],
      ...posts.map(({ id, name, persons }) => [label, `persons.${id}`, name[lang], persons]),
    ]),
  )
}

function theoryTable(variants: readonly VariantResult[], lang: ExportLanguage): Table {
  const simulation = { en: 'Simulation', zh: '仿真' }[lang]
  return wordedTable(
    lang,
    { en: 'theory', zh: '理论' },
    [
      VARIANT,
      ['theory', '模型代码'],
      ['name', '模型'],
      ['down_s', '断头持续（秒）'],
      ['ends_down_percent', '断头率 %'],
      ['utilisation', '接头占时（比值）'],
      ['applies', '适用于当前方式'],
    ],
    variants.flatMap(({ label, theory }) => {
      if (!theory) return []
      const { downS, endsDownPercent, utilisation } = theory.simulation
      return [
        [label, 'simulation', simulation, downS, endsDownPercent, utilisation, null],
        ...theory.rows.map((row) => [
          ...[label, row.theory, THEORY_NAMES[row.theory][lang], row.downS, row.endsDownPercent, row.utilisation],
          yesNo(row.applies, lang),
        ]),
      ]
    }),
  )
}

/** From the model of hands alone to the simulation: seconds that each reason adds. */
function gapsTable(variants: readonly VariantResult[], lang: ExportLanguage): Table {
  return wordedTable(
    lang,
    { en: 'theory gap', zh: '与理论之差' },
    [VARIANT, ['reason', '原因代码'], ['name', '原因'], ['seconds', '秒']],
    variants.flatMap(({ label, theory }) =>
      (theory?.gaps ?? []).map(({ reason, seconds }) => [label, reason, GAP_NAMES[reason][lang], seconds]),
    ),
  )
}

/** Theory and simulation of the robots, and the seconds between; or why there is no theory. */
function robotsTable(variants: readonly VariantResult[], lang: ExportLanguage): Table {
  const simulation = { en: 'Simulation', zh: '仿真' }[lang]
  return wordedTable(
    lang,
    { en: 'robots', zh: '机器人' },
    [
      VARIANT,
      ['theory', '模型代码'],
      ['name', '模型'],
      ['down_s', '断头持续（秒）'],
      ['taken_percent', '机器人接头占比 %'],
      ['utilisation', '机器人负荷（比值）'],
    ],
    variants.flatMap(({ label, robots }): Cell[][] => {
      if (robots === null) return []
      if (typeof robots === 'string') return [[label, robots, NO_ROBOT_THEORY_WORDS[robots][lang], null, null, null]]
      const { downS, takenPercent, utilisation } = robots.simulation
      return [
        [label, 'simulation', simulation, downS, takenPercent, utilisation],
        ...robots.rows.map((row): Cell[] => [
          ...[label, row.theory, ROBOT_THEORY_NAMES[row.theory][lang]],
          ...[row.downS, row.takenPercent, row.utilisation],
        ]),
        ...robots.gaps.map(({ reason, seconds }): Cell[] => [
          ...[label, `gap-${reason}`, ROBOT_GAPS[reason][lang]],
          ...[seconds, null, null],
        ]),
      ]
    }),
  )
}

const GAP_NAMES = {
  walking: { en: 'walking to the end', zh: '走向断头处' },
  'other-work': { en: 'other work and meals', zh: '其他工作与用餐' },
  rest: { en: 'the rest', zh: '其余' },
} as const

const NOTHING: Cell[] = [null, null, null, null, null]

export function nameCells(figure: (typeof WHAT_IF_FIGURES)[number], lang: ExportLanguage): Cell[] {
  const { name, unit } = figureMeaning(figure)
  return [figure, name[lang], unit[lang]]
}

function meanCells(found: { n: number; mean: number; ci95: number | null } | null): Cell[] {
  if (!found) return [null, null, null, null]
  const { n, mean, ci95 } = found
  return [n, mean, ci95 === null ? null : mean - ci95, ci95 === null ? null : mean + ci95]
}

const yesNo = (is: boolean, lang: ExportLanguage): string => (lang === 'zh' ? (is ? '是' : '否') : is ? 'yes' : 'no')
