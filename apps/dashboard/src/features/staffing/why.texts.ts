import type { CountingRule, PeriodFactor, StaffProcess } from '@wanding/mill'
import { texts } from '../../shared/i18n/texts'
import { STAFFING, TERM_WORDS } from './staffing.texts'

export const WATERFALL = texts({
  title: ['Why staffing is {value}', '为什么用工是 {value}'],
  plainTitle: ['Why staffing is what it is', '用工由来'],
  order: ['Order in which measures are counted', '措施计入顺序'],
  ladder: ['in the order of the norms', '按定额顺序'],
  shapley: ['averaged over all orders', '全部顺序平均'],
  start: ['Conventional mill', '传统纺纱厂'],
  here: ['This mill now', '本厂当前'],
  measured: ['measured here, against the norms for these measures', '实测与同等措施定额之差'],
  persons: ['{n} persons', '{n} 人'],
  overhead: ['Management and services', '管理与后勤'],
  opens: ['Roles and tasks behind {name}', '{name}涉及的岗位与工作'],
  detailWords: [
    'Persons per 10,000 spindles; tasks as count per shift × minutes each. The tasks of a role sum to the role, the roles to the bar.',
    '单位为人/万锭；各项工作为每班数量 × 单位工时。各项之和等于岗位，岗位之和等于该柱。',
  ],
  ladderWords: [
    'Each measure is counted after those above it. Tap a bar to see whose work it changes.',
    '每项措施在其上各项之后计入。点按条形查看影响的岗位。',
  ],
  shapleyWords: [
    'What each measure changes, averaged exactly over all orders (Shapley): no measure gains from its place.',
    '各措施的影响按全部顺序精确平均（Shapley 值），与排列位置无关。',
  ],
})

export const COMPARE = texts({
  title: ['Why did it change?', '为什么变化？'],
  before: ['Before', '前一时段'],
  after: ['After', '后一时段'],
  from: ['from', '起'],
  to: ['to', '止'],
  hour: ['This hour and the last', '本小时与上一小时'],
  shift: ['This shift and the last', '本班与上一班'],
  day: ['Today and yesterday', '今天与昨天'],
  choose: [
    'Choose two periods to compare: what changed is told by event, setting and crew.',
    '选择两个时段进行比较：按事件、设置和班组说明变化原因。',
  ],
  none: [
    'Nothing was counted in one of the periods: the mill was not watched then.',
    '其中一个时段没有计数：当时未采集到数据。',
  ],
  change: [
    'Change {value} persons / 10k, 95 % between {low} and {high}',
    '变化 {value} 人/万锭，95% 区间 {low} 至 {high}',
  ],
  chance: ['within chance: the counts do not show a change', '在随机波动范围内：计数不足以说明有变化'],
  beyond: ['more than chance', '超出随机波动'],
  watched: ['{hours} h watched', '已观测 {hours} 小时'],
  rostered: ['Rostered: {value} persons / 10k', '在册变化：{value} 人/万锭'],
  residue: ['Rounding {value}', '舍入余量 {value}'],
  result: ['What changed', '变化原因'],
  smaller: ['Smaller changes', '其他小变化'],
  wrong: ['A period must begin before it ends.', '时段的开始必须早于结束。'],
})

export const FACTORS = {
  ...TERM_WORDS,
  ...texts<Exclude<PeriodFactor, keyof typeof TERM_WORDS>>({
    count: ['Yarn count', '英支'],
    installed: ['Machines installed', '安装机台'],
    measures: ['Automation measures', '自动化措施'],
    roster: ['Shift system, crews, attendance', '班制、班组、出勤率'],
    unmeasured: ['Counted in only one of the periods', '仅一个时段有计数'],
  }),
  spindles: STAFFING.spindles,
}

export const RULES = texts<CountingRule>({
  scope: ['Scope', '统计范围'],
  crews: ['Crews and relief', '班组与轮休'],
  attendance: ['Attendance', '出勤率'],
  utilisation: ['Effective part of a shift', '有效工时率'],
  headcount: ['On the roll or on site', '在册或在岗'],
})

export const COUNTING = texts({
  title: ['How people are counted', '统计口径'],
  own: ["the mill's own", '本厂口径'],
  roll: ['all crews on the roll', '全部在册'],
  site: ['on site at one time', '当班在岗'],
  crews: ['Crews', '班组数'],
  reset: ["Back to the mill's own rules", '恢复本厂口径'],
  usual: [
    "By the mill's own rules {per10k}, {persons} persons. These rules change it by:",
    '按本厂口径为 {per10k} 人/万锭，{persons} 人。所选口径的影响：',
  ],
  nothing: [
    "These are the mill's own rules. Another rule changes the figure, not the work; its effect is told here in persons.",
    '当前为本厂口径。改变口径只改变数字，不改变工作量；影响以人数在此列出。',
  ],
  effect: ['{persons} persons ({per10k} / 10k)', '{persons} 人（{per10k} 人/万锭）'],
  together: ['Rules acting on one another', '口径之间的相互作用'],
  chart: ["The curves are stored by the mill's own rules.", '曲线按本厂口径存储。'],
})

export const PROCESSES = texts<StaffProcess>({
  'opening-carding': ['Opening and carding', '清梳'],
  'combing-drawing': ['Combing and drawing', '精并'],
  roving: ['Roving', '粗纱'],
  'ring-spinning': ['Ring spinning', '细纱'],
  'winding-packing': ['Winding and packing', '络筒包装'],
  services: ['Transport, utilities, shift services', '运输、动力与轮班服务'],
  'day-staff': ['Day staff', '常日班'],
})

export const VIEWS = texts({
  title: ['Where people are needed, and where they are', '哪里需要人、哪里有人'],
  by: ['View', '查看方式'],
  role: ['by role', '按岗位'],
  process: ['by process', '按工序'],
  shift: ['by shift', '按轮班'],
  crew: ['by crew', '按班组'],
  process1: ['Process', '工序'],
  shift1: ['Shift', '轮班'],
  crew1: ['Crew', '班组'],
  interval: ['95 % interval', '95% 区间'],
  index: ['Index', '负荷指数'],
  hok: ['HOK', 'HOK'],
  hours: ['Watched', '观测时长'],
  hoursValue: ['{hours} h', '{hours} 小时'],
  running: ['running', '进行中'],
  shifts: ['{n} shifts', '{n} 个班'],
  noShifts: ['No shift was counted in the last three days yet.', '最近三天尚无班次计数。'],
})

export const PRECISION = texts({
  interval: ['95 % between {low} and {high}', '95% 区间 {low} 至 {high}'],
  none: ['planned: nothing is measured yet', '计划值：尚无实测'],
  not: ['Not enough data yet: {minutes} min more at this rate.', '数据不足：按当前频率还需 {minutes} 分钟。'],
  notHour: [
    'Not enough data yet: about {hours} h at this rate. The live hour is too short for it; compare longer periods below.',
    '数据不足：按当前频率约需 {hours} 小时。实时一小时窗口不够，请在下方比较更长时段。',
  ],
  unknown: ['Not enough data yet.', '数据不足。'],
  awaited: ['Still planned: {events}.', '仍按计划值：{events}。'],
  method: [
    'Interval: each count is taken for Poisson (Garwood), counts are combined by the squares of their distances to their bounds (MOVER). Norms and planned terms are taken for certain.',
    '区间：各计数按泊松分布（Garwood 区间），合成采用到界限距离的平方和（MOVER）。定额与计划项视为确定值。',
  ],
  standard: ['At Ne {ne} (standard count)', '折标 Ne {ne}'],
  standardWords: [
    'figure × planned at Ne {ne} / planned at this count: factor {factor}',
    '本数 × Ne {ne} 定员 ÷ 本支定员，系数 {factor}',
  ],
  crew: ['Crew {crew} on shift', '当班 {crew} 班'],
  version: ['Norms {norms}, run {run}', '定额 {norms}，运行 {run}'],
})

export const LOAD = texts({
  title: ['What the load does in the ring room', '细纱车间负荷的后果'],
  words: [
    'Ring-room index {index}: expected ends down {down} %, {seconds} s from break to pieced, if all other ring work is done first.',
    '细纱负荷指数 {index}：预期断头锭率 {down}%，从断头到接好约 {seconds} 秒，前提是其他细纱工作先完成。',
  ],
  over: [
    'Overrun: {ends} ends an hour are left over, until {down} % of the spindles stand.',
    '人力不足：每小时积压 {ends} 根断头，直至 {down}% 的锭子停下。',
  ],
  unknown: [
    'The crew has not been reported, so there is no present load; the curve is for this mill.',
    '尚未上报班组，无法得出当前负荷；曲线按本厂计算。',
  ],
  empty: [
    'Ends down over the load of the ring tenters would be here. No end is counted or planned that people piece, so there is no load to draw.',
    '此处应显示断头锭率随值车工负荷的变化。目前没有需人工接头的计数或计划值，因此无从绘制。',
  ],
  axis: ['ring-room index', '细纱负荷指数'],
  down: ['ends down, % (log)', '断头锭率 %（对数）'],
  table: ['As a table', '以表格显示'],
  piling: ['Piling up / h', '每小时积压'],
  response: ['Response, s', '响应（秒）'],
  downColumn: ['Ends down, %', '断头锭率 %'],
  theory: [
    'Finite source M/M/c//N; c is the part of the tenters’ time that other ring work leaves. Tasks in hand are finished first in a real mill, so true responses are longer.',
    '有限源 M/M/c//N 模型；c 为其他细纱工作之外可用于接头的人力。实际中手头工作先做完，响应会更长。',
  ],
})

export const EXPORT = texts({
  roles: ['Roles', '岗位'],
  waterfall: ['Waterfall', '瀑布图'],
  rungs: ['Steps', '各步'],
  shifts: ['Shifts', '轮班'],
  comparison: ['Comparison', '比较'],
})
