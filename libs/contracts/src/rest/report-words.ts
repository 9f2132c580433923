import { ISO_KPIS, type IsoKpiName, type LocalText } from '@wanding/mill'

type Words = readonly [en: string, zh: string]
const text = ([en, zh]: Words): LocalText => ({ en, zh })
const texts = (all: Readonly<Record<string, Words>>): Readonly<Record<string, LocalText>> =>
  Object.fromEntries(Object.entries(all).map(([key, words]) => [key, text(words)]))

/** How a key figure of a report is named, told and computed. */
export interface ReportFigureMeta {
  name: LocalText
  unit: LocalText
  digits: number
  formula: LocalText
}

const figure = (name: Words, unit: Words | string, digits: number, formula: Words): ReportFigureMeta => ({
  name: text(name),
  unit: typeof unit === 'string' ? { en: unit, zh: unit } : text(unit),
  digits,
  formula: text(formula),
})

const iso = Object.fromEntries(
  Object.entries(ISO_KPIS).map(([key, { name, unit, formula }]) => [
    key,
    { name, unit: { en: unit, zh: unit }, digits: unit === '%' ? 2 : 2, formula },
  ]),
) as Record<IsoKpiName, ReportFigureMeta>

/** Key figures of a report in the order in which they are told. */
export const REPORT_FIGURES: Readonly<Record<string, ReportFigureMeta>> = {
  productionKg: figure(['Yarn produced', '细纱产量'], 'kg', 0, [
    'gain of the ring frames’ production counters',
    '细纱机产量计数器增量',
  ]),
  gramsPerSpindleHour: figure(['Production per spindle', '单产'], ['g/spindle·h', 'g/锭·时'], 2, [
    'kg × 1000 / watched spindle-hours',
    '产量 × 1000 ÷ 受监测锭时',
  ]),
  machineEfficiency: iso.machineEfficiency,
  oee: iso.oee,
  availability: iso.availability,
  effectiveness: iso.effectiveness,
  qualityRatio: iso.qualityRatio,
  nee: iso.nee,
  teep: iso.teep,
  utilisation: iso.utilisation,
  mtbf: iso.mtbf,
  mttr: iso.mttr,
  breaksRunning: figure(['Breaks, running', '千锭时断头（运转）'], ['/1,000 sp·h', '根/千锭时'], 2, [
    'running breaks × 1000 / spindle-hours producing',
    '运转断头 × 1000 ÷ 运转锭时',
  ]),
  breaksStartUp: figure(['Breaks, start-up', '千锭时断头（开车）'], ['/1,000 sp·h', '根/千锭时'], 2, [
    'start-up breaks × 1000 / spindle-hours producing',
    '开车断头 × 1000 ÷ 运转锭时',
  ]),
  meanResponse: figure(['Mean response', '平均响应时间'], 's', 0, [
    'seconds of ends down / ends pieced',
    '断头等待秒数 ÷ 接头数',
  ]),
  doffs: figure(['Doffs', '落纱次数'], '', 0, ['gain of the doff counters', '落纱计数器增量']),
  kwhPerKg: figure(['Energy per kg', '单位用电'], 'kWh/kg', 2, [
    'kWh of the mill / kg of ring yarn',
    '全厂用电 ÷ 细纱产量',
  ]),
  carbonPerKg: figure(['Carbon per kg', '单位碳排放'], 'kg CO2/kg', 2, [
    'kWh/kg × emission factor of the grid, named in the report; CO2 alone, of the electricity alone',
    '单位用电 × 电网排放因子（取值与来源见报告；仅电力的 CO2）',
  ]),
  cutsPer1000Cops: figure(['Clearer cuts', '切疵'], ['/1,000 cops', '次/千管'], 0, [
    'cuts × 1000 / cops wound',
    '切疵数 × 1000 ÷ 络完管纱数',
  ]),
  rejectPercent: figure(['Cops rejected', '管纱剔除率'], '%', 2, [
    'cops rejected × 100 / cops wound',
    '剔除管纱 × 100 ÷ 络完管纱数',
  ]),
  countDeviation: figure(['Count deviation of slivers', '条子重量偏差'], '%', 2, [
    'mean over running time of |A %| of cards and draw frames',
    '梳棉、并条运转时间内 |A %| 的平均',
  ]),
  rogues: figure(['Rogue spindles found', '发现落后锭子'], '', 0, [
    'spindles at or above the threshold of their period',
    '断头数达到本期阈值的锭子',
  ]),
  required: figure(['Persons required', '需用万锭用工'], ['/10k spindles', '人/万锭'], 2, [
    'counted work × norms, weighed by watched hours',
    '计数工作量 × 定额，按监测时间加权',
  ]),
  rostered: figure(['Persons rostered', '在册万锭用工'], ['/10k spindles', '人/万锭'], 2, [
    'persons on post × crews and relief',
    '在岗人数 × 班组与替班',
  ]),
  staffIndex: figure(['Workload index', '负荷指数'], '', 2, [
    'persons required / persons rostered',
    '需用人数 ÷ 在册人数',
  ]),
}

export const REPORT_TABLES = texts({
  figures: ['Key figures', '主要指标'],
  departments: ['Production by department', '各工序产量'],
  counts: ['Production by yarn count', '按支数产量'],
  zones: ['Production by climate zone', '按空调区产量'],
  frames: ['Ring frames', '细纱机'],
  elements: ['Time elements (ISO 22400), ring spinning', '时间要素（ISO 22400），细纱'],
  doffs: ['Doffs', '落纱'],
  stopReasons: ['Stops by reason', '停台原因排列'],
  stopMachines: ['Stops by machine', '停台机台排列'],
  energy: ['Energy and carbon by department', '各部门用电与碳排放'],
  quality: ['Quality', '质量'],
  rogues: ['Rogue spindles', '落后锭子'],
  roles: ['Staffing by role', '各岗位用工'],
})

/** Columns with the digits of their numbers. */
export const REPORT_COLUMNS: Readonly<Record<string, { name: LocalText; digits: number }>> = Object.fromEntries(
  (
    [
      ['figure', 'Figure', '指标', 2],
      ['value', 'Value', '数值', 2],
      ['unit', 'Unit', '单位', 0],
      ['before', 'Before', '上期', 2],
      ['mean', 'Mean of last', '近期平均', 2],
      ['formula', 'Formula', '公式', 0],
      ['department', 'Department', '工序', 0],
      ['machine', 'Machine', '机台', 0],
      ['machines', 'Machines', '台数', 0],
      ['group', 'Group', '分组', 0],
      ['kg', 'kg', '产量 kg', 1],
      ['kgPerHour', 'kg/h', 'kg/h', 1],
      ['runningPercent', 'Running %', '运转率 %', 1],
      ['hours', 'Hours seen', '监测小时', 2],
      ['missing', 'Missing min', '缺数据分钟', 0],
      ['efficiency', 'Eff. %', '效率 %', 2],
      ['oee', 'OEE %', 'OEE %', 2],
      ['availability', 'Avail. %', '可用率 %', 2],
      ['breaks', 'Breaks', '千锭时断头', 2],
      ['startUp', 'Start-up', '开车断头', 2],
      ['doffs', 'Doffs', '落纱次数', 0],
      ['element', 'Element', '要素', 0],
      ['spindleHours', 'Spindle-hours', '锭时', 0],
      ['share', 'Share %', '占比 %', 1],
      ['quantity', 'Quantity', '项目', 0],
      ['reason', 'Reason', '原因', 0],
      ['minutes', 'Minutes', '分钟', 1],
      ['count', 'Count', '次数', 0],
      ['kwh', 'kWh', 'kWh', 0],
      ['kwhPerKg', 'kWh/kg', 'kWh/kg', 3],
      ['carbonKg', 'kg CO2', 'kg CO2', 0],
      ['position', 'Spindle', '锭位', 0],
      ['role', 'Role', '岗位', 0],
      ['required', 'Required /10k', '需用 /万锭', 2],
      ['rostered', 'Rostered /10k', '在册 /万锭', 2],
    ] as const
  ).map(([key, en, zh, digits]) => [key, { name: { en, zh }, digits }]),
)

/** Words of cells that are neither kinds, reasons nor roles. */
export const REPORT_CELLS = texts({
  APT: ['APT, producing', 'APT 实际生产'],
  AUST: ['AUST, set-up (doffs)', 'AUST 准备（落纱）'],
  ADET: ['ADET, delay', 'ADET 等待'],
  ADOT: ['ADOT, down', 'ADOT 故障'],
  APMT: ['APMT, planned maintenance', 'APMT 计划保养'],
  endsDown: ['Spindles not producing on running frames', '运转机台上不生产锭子'],
  PBT: ['PBT, planned busy', 'PBT 计划占用'],
  calendar: ['Calendar', '日历时间'],
  unseen: ['Not seen', '无数据'],
  doffCount: ['Doffs', '落纱次数'],
  doffMinutes: ['Minutes doffing', '落纱分钟'],
  doffMean: ['Mean minutes of a doff', '平均每次落纱分钟'],
  waitMinutes: ['Minutes waiting for the doffer', '等待落纱工分钟'],
  doffFaults: ['Doffer faults', '落纱故障'],
  cuts: ['Clearer cuts', '切疵数'],
  cops: ['Cops wound', '络完管纱数'],
  copsRejected: ['Cops rejected', '剔除管纱数'],
  splices: ['Splices', '捻接数'],
  spliceFailurePercent: ['Splice failures, %', '捻接失败率 %'],
  rogueThreshold: ['Breaks from which a spindle is rogue', '落后锭子断头阈值'],
  carding: ['Carding', '梳棉'],
  combing: ['Lap forming and combing', '条卷精梳'],
  drawing: ['Drawing', '并条'],
  roving: ['Roving', '粗纱'],
  ring: ['Ring spinning', '细纱'],
  winding: ['Winding', '络筒'],
  'light-and-logistics': ['Light, transport, packing', '照明物流'],
  total: ['All', '合计'],
})

export const REPORT_WORDS = texts({
  shift: ['Shift report', '班报'],
  day: ['Day report', '日报'],
  month: ['Month report', '月报'],
  shiftNumber: ['shift', '班次'],
  running: ['still running: figures are so far', '尚未结束：数据截至目前'],
  simulated: ['SIMULATED', '仿真'],
  missing: ['Minutes without data', '无数据分钟'],
  factor: ['Emission factor', '排放因子'],
  pareto: ['Stops by reason, minutes', '停台原因排列（分钟）'],
  page: ['Page', '页'],
  formulas: ['How computed', '计算说明'],
})
