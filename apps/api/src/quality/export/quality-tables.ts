import {
  CAUSES,
  type FrameRanking,
  type GroupRanking,
  type QualityCases,
  type QualityCrews,
  type QualityLists,
  type RankedList,
  type SpindleRanking,
} from '@wanding/contracts'
import type { LocalText } from '@wanding/mill'
import { type Cell, type ExportLanguage, type Table, type WordedColumn, wordedTable } from '../../export'

const RANKED: readonly WordedColumn[] = [
  ['list', '名单'],
  ['name', '机台或组'],
  ['position', '锭位'],
  ['verdict', '判定'],
  ['rank', '名次'],
  ['count', '次数'],
  ['exposure', '运转锭时'],
  ['expected', '期望次数'],
  ['threshold', '判定阈值'],
  ['rate', '比率'],
  ['estimate', '估计值'],
  ['estimate_low', '估计下限'],
  ['estimate_high', '估计上限'],
  ['rate_unit', '单位'],
  ['healthy_as_conspicuous', '正常单元偶然达到数'],
  ['expected_false_alarms', '期望误报数'],
  ['units', '总数'],
  ['population_mean', '总体平均'],
  ['dispersion', '离散度'],
  ['last_ms', '最近一次'],
]

const VERDICT: Readonly<Record<string, LocalText>> = {
  proven: { en: 'proven', zh: '确认' },
  watch: { en: 'watch', zh: '观察' },
  chance: { en: 'chance', zh: '偶然' },
}

const rankedRows = (list: string, { unit, basis, items }: RankedList, language: ExportLanguage): Cell[][] =>
  items.map((item) => [
    ...[list, item.name, item.position, VERDICT[item.verdict]![language], item.rank, item.count, item.exposure],
    ...[item.expected, item.threshold, item.rate, item.shrunk.value, item.shrunk.low, item.shrunk.high, unit],
    ...[item.evidence, basis?.expectedFalseAlarms ?? null, basis?.units ?? null, basis?.mean ?? null],
    ...[basis?.dispersion ?? null, item.lastMs],
  ])

export const spindlesTable = ({ list }: SpindleRanking, language: ExportLanguage): Table =>
  wordedTable(language, { en: 'spindles', zh: '锭子' }, RANKED, rankedRows('spindles', list, language))

export const framesTable = ({ articles }: FrameRanking, language: ExportLanguage): Table =>
  wordedTable(
    language,
    { en: 'frames', zh: '细纱机' },
    RANKED,
    articles.flatMap(({ countNe, running, startUp }) => [
      ...rankedRows(`running Ne ${countNe ?? ''}`, running, language),
      ...rankedRows(`start-up Ne ${countNe ?? ''}`, startUp, language),
    ]),
  )

export const groupsTable = ({ zones, lots }: GroupRanking, language: ExportLanguage): Table =>
  wordedTable(language, { en: 'zones and lots', zh: '区域与批号' }, RANKED, [
    ...rankedRows('zones', zones.list, language),
    ...rankedRows('lots', lots.list, language),
  ])

export const crewsTable = ({ shifts }: QualityCrews, language: ExportLanguage): Table =>
  wordedTable(
    language,
    { en: 'crews', zh: '班组' },
    [
      ['crew', '班组'],
      ['from_ms', '开始'],
      ['to_ms', '结束'],
      ['breaks', '断头数'],
      ['spindle_hours', '运转锭时'],
      ['breaks_per_1000', '千锭时断头'],
      ['pieced', '接头数'],
      ['mean_repair_s', '平均接头时间秒'],
      ['peak_repair_s', '最长接头时间秒'],
    ],
    shifts.map((shift) => [
      ...[shift.crew, shift.fromMs, shift.toMs, shift.breaks, shift.spindleHours, shift.rate, shift.pieced],
      ...[shift.meanRepairS, shift.peakRepairS],
    ]),
  )

export const listsTable = ({ slip, idle, dead }: QualityLists, language: ExportLanguage): Table =>
  wordedTable(
    language,
    { en: 'lists', zh: '清单' },
    [
      ['list', '清单'],
      ['machine', '机台'],
      ['position', '锭位'],
      ['kind', '类别'],
      ['since_ms', '开始时间'],
      ['since_at_least', '至少'],
      ['percent', '偏差%'],
    ],
    [
      ...slip.items.map((each) => [
        'slip',
        each.machine,
        each.position,
        each.level,
        each.sinceMs,
        told(each),
        each.percent,
      ]),
      ...idle.items.map((each) => ['idle', each.machine, each.position, each.kind, each.sinceMs, told(each), null]),
      ...dead.items.map((each) => ['dead', each.machine, each.position, each.kind, each.sinceMs, told(each), null]),
    ],
  )

const told = ({ sinceAtLeast }: { sinceAtLeast: boolean }): string => (sinceAtLeast ? 'yes' : 'no')

export const casesTable = ({ cases }: QualityCases, language: ExportLanguage): Table =>
  wordedTable(
    language,
    { en: 'cases', zh: '处理记录' },
    [
      ['id', '编号'],
      ['kind', '对象'],
      ['machine', '机台'],
      ['position', '锭位'],
      ['state', '状态'],
      ['cause', '原因'],
      ['opened_ms', '开立时间'],
      ['closed_ms', '关闭时间'],
      ['breaks_since', '关闭后断头'],
      ['expected_since', '期望断头'],
      ['effect', '效果'],
      ['step', '步骤'],
      ['by', '人员'],
      ['note', '备注'],
    ],
    cases.flatMap((each) =>
      each.steps.map((step) => [
        ...[each.id, each.target.kind, each.target.machine, each.target.position, each.state],
        ...[each.cause && CAUSES[each.cause][language], each.openedMs, each.closedMs],
        ...[each.since?.count ?? null, each.since?.expected ?? null, each.effect, step.step, step.by, step.note],
      ]),
    ),
  )
