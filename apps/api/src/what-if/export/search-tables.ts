import type { Optimum, Surface } from '@wanding/contracts'
import { type ExportLanguage, type Table, wordedTable } from '../../export'

/** The cells of the staffing cliff, row by row. */
export function surfaceTables(
  { post, persons, breakFactors, cells, operating }: Surface,
  lang: ExportLanguage,
): Table[] {
  return [
    wordedTable(
      lang,
      { en: 'surface', zh: '用工临界面' },
      [
        ['post', '岗位'],
        ['persons', '每班人数'],
        ['break_factor', '断头水平（倍）'],
        ['ends_down_percent', '断头率 %'],
        ['ci95_low', '95% 区间下限'],
        ['ci95_high', '95% 区间上限'],
        ['response_p90_s', '响应 P90（秒）'],
        ['workload_index', '负荷指数'],
        ['operating', '工厂现状'],
      ],
      persons.flatMap((of, row) =>
        breakFactors.map((factor, column) => {
          const cell = cells[row]?.[column]
          const ends = cell?.endsDownPercent ?? null
          const half = cell?.ci95 ?? null
          const bounds = ends === null || half === null ? [null, null] : [ends - half, ends + half]
          const isHere = of === operating.persons && factor === operating.breakFactor
          return [
            ...[post, of, factor, ends, ...bounds, cell?.responseP90S ?? null, cell?.workloadIndex ?? null],
            isHere ? HERE[lang] : null,
          ]
        }),
      ),
    ),
  ]
}

const HERE = { en: 'yes', zh: '是' } as const
const VERDICTS = {
  keeps: { en: 'keeps', zh: '达标' },
  misses: { en: 'misses', zh: '不达标' },
  undecided: { en: 'undecided', zh: '未定' },
} as const

/** The least persons, and every number of persons that the search tried. */
export function optimumTables(
  { post, persons, keeps, oneFewerMisses, candidates }: Optimum,
  lang: ExportLanguage,
): Table[] {
  return [
    wordedTable(
      lang,
      { en: 'optimum', zh: '最少人数' },
      [
        ['post', '岗位'],
        ['persons', '最少人数'],
        ['confidence_keeps', '达标把握'],
        ['confidence_one_fewer_misses', '少一人不达标的把握'],
      ],
      [[post, persons, keeps, oneFewerMisses]],
    ),
    wordedTable(
      lang,
      { en: 'steps', zh: '搜索步骤' },
      [
        ['persons', '每班人数'],
        ['replications', '班次数'],
        ['confidence', '达标把握'],
        ['verdict', '判定'],
        ['ends_down_percent', '断头率 %'],
        ['response_p90_s', '响应 P90（秒）'],
        ['production_kg', '产量 kg'],
      ],
      candidates.map(({ persons: of, replications, confidence, verdict, means }) => [
        ...[of, replications, confidence, VERDICTS[verdict][lang]],
        ...[means.endsDownPercent, means.responseP90S, means.productionKg],
      ]),
    ),
  ]
}
