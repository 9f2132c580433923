import type { NormGroup, NormsOrigin, RuleGroup } from '@wanding/contracts'
import type { ShiftSystem } from '@wanding/mill'
import { texts } from '../../shared/i18n/texts'

export const NORMS = texts({
  heading: ['Norms', '工时定额'],
  editor: ['Standard times and assignments', '工时定额与看台定额'],
  intro: [
    'Values of the conventional mill, and the values that hold once a measure is in force with all before it. Minutes are person-minutes.',
    '“传统”为传统纺纱厂的数值；S1 至 S9 为该措施及其之前各措施实施后的数值。分钟均为人·分钟。',
  ],
  conventional: ['Conventional', '传统'],
  inForce: ['in force {value}', '现行 {value}'],
  here: ['in this mill', '本厂采用'],
  changed: ['{count} changed', '已改 {count} 项'],
  wrong: ['{count} not valid', '{count} 项无效'],
  undo: ['Back to {value}', '恢复为 {value}'],
  cell: ['{name}, {step}', '{name}，{step} 的数值'],
  preview: ['What it does', '效果预览'],
  previewBusy: ['Computing', '计算中'],
  live: ['Measured work', '实测工作量'],
  plan: ['Planned work', '计划工作量'],
  before: ['In force', '现行'],
  after: ['Draft', '草案'],
  perTenK: ['persons / 10k spindles', '人/万锭'],
  persons: ['persons', '人'],
  role: ['Role', '岗位'],
  change: ['Change', '变化'],
  sameRoles: ['No role changes.', '各岗位均无变化。'],
  rungs: ['From conventional to digital', '从传统到数字化'],
  step: ['Step', '步骤'],
  noLive: [
    'No mill with spindles, count and measures has reported, so only the plan can be shown.',
    '尚无上报锭数、英支与措施的工厂，只能显示计划值。',
  ],
  basisWords: [
    '{spindles} spindles, Ne {count}, {measures} measures',
    '{spindles} 锭，{count} 英支，{measures} 项措施',
  ],
  invalid: ['The draft is not valid yet', '草案尚有无效值'],
  problem: ['{name}: {reason}', '{name}有误：{reason}'],
  atLine: ['line {line}: {path}: {reason}', '第 {line} 行：{path}：{reason}'],
  save: ['Save as a new version', '另存为新版本'],
  name: ['Name of these norms', '定额名称'],
  author: ['Your name', '姓名'],
  note: ['Why', '修改说明'],
  saved: ['{id} is saved. It is not in force yet.', '{id} 已保存，尚未生效。'],
  nothing: ['Nothing is changed.', '没有改动。'],
  needsName: ['Say who you are first.', '请先填写姓名。'],
  discard: ['Discard the draft', '放弃草案'],
  rebase: ['Take my changes onto {id}', '将我的改动移到 {id}'],
  startsFrom: ['The draft starts from {id}, {name}.', '草案基于 {id}（{name}）。'],
  import: ['Read a file', '导入文件'],
  imported: ['{file} is read as the draft; nothing is saved yet.', '{file} 已读入为草案，尚未保存。'],
  calibrated: [
    'The draft holds the norms of calibration {id}; nothing is saved yet.',
    '草案为标定 {id} 所得定额，尚未保存。',
  ],
  refused: [
    '{file} is not a norms file that can be used; nothing was taken from it.',
    '{file} 不是可用的定额文件，未采用任何内容。',
  ],
  export: ['File', '导出'],
  exportOf: ['Version {id} as a file', '导出版本 {id}'],
  versions: ['Versions', '版本'],
  active: ['in force', '生效中'],
  activate: ['Put in force', '启用'],
  activateOf: ['Put {id} in force', '启用 {id}'],
  load: ['Edit from it', '以此编辑'],
  loadOf: ['Edit from {id}', '以 {id} 编辑'],
  compare: ['Compare', '比较'],
  compareFrom: ['From', '旧版本'],
  compareTo: ['To', '新版本'],
  savedBy: ['by {author}, {time}', '由 {author} 于 {time}'],
  atStart: ['the backend at its start', '后端启动程序'],
  onTopOf: ['on top of {parent}', '基于 {parent}'],
  activations: ['In force over time', '生效记录'],
  millClock: ['mill clock of {mill}: {time}', '{mill} 工厂时钟：{time}'],
  damaged: ['Files that cannot be read: {files}', '无法读取的文件：{files}'],
  key: ['Value', '项目'],
  old: ['Old', '旧值'],
  now: ['New', '新值'],
  effectPlan: ['Persons, planned', '人数变化（计划）'],
  effectLive: ['Persons, measured', '人数变化（实测）'],
  together: ['All together', '合计'],
  togetherWords: [
    'Each line is the effect of that value alone; values that act on the same work make the whole differ from the sum.',
    '各行为单独改动该值的效果；作用于同一工作的值使合计不等于各行之和。',
  ],
  same: ['These versions are the same.', '两版本相同。'],
  alone: ['not by itself', '不能单独改'],
  rules: ['Rules of counting', '计算规则'],
  addStep: ['Add a step', '增加一步'],
  removeStep: ['Remove the step {step} of {name}', '删除 {name} 的 {step} 一步'],
  none: ['none', '无'],
})

export const GROUP_WORDS = texts<NormGroup>({
  'ring-frames': ['Ring frames', '细纱机'],
  blowroom: ['Blowroom', '清花'],
  carding: ['Carding', '梳棉'],
  combing: ['Combing preparation', '精梳准备与精梳'],
  finisher: ['Finisher drawing', '末并'],
  roving: ['Roving', '粗纱'],
  'ring-room': ['Ring room', '细纱车间'],
  doffing: ['Doffing and cops', '落纱与管纱运输'],
  winding: ['Winding', '络筒'],
  packing: ['Packing', '包装'],
  floor: ['Floor', '场地'],
  'shift-posts': ['Posts on every shift', '轮班固定岗'],
  'day-posts': ['Day posts', '常日班岗'],
})

export const RULE_WORDS = texts<RuleGroup>({
  basis: ['What the norms are for', '定额基准'],
  roster: ['Roster', '排班'],
  shiftSystems: ['Shift systems', '班制'],
  scope: ['Scope', '统计范围'],
  workloadIndex: ['Workload index', '负荷指数'],
  yields: ['Yields', '制成率'],
  scaling: ['Scaling to another count', '换算到其他支数'],
})

export const ORIGIN_WORDS = texts<NormsOrigin>({
  start: ['at the start', '启动时'],
  editor: ['edited', '编辑'],
  import: ['from a file', '导入'],
  calibration: ['calibrated', '标定'],
})

export const SHIFT_WORDS = texts<ShiftSystem>({
  'four-crews-three-shifts': ['4 crews, 3 shifts', '四班三运转'],
  'three-crews-three-shifts': ['3 crews, 3 shifts', '三班三运转'],
  'three-crews-two-shifts': ['3 crews, 2 shifts', '三班两运转'],
  'four-crews-two-shifts': ['4 crews, 2 shifts', '四班两运转'],
  'two-crews-two-shifts': ['2 crews, 2 shifts', '两班两运转'],
})

export const SCOPE_WORDS = texts<'A' | 'B' | 'C'>({
  A: ['A: direct operatives', 'A：直接生产工人'],
  B: ['B: the whole spinning mill', 'B：全纺部'],
  C: ['C: with management and services', 'C：含管理与后勤'],
})

export const RULE_FIELDS = texts({
  shiftSystem: ['Shift system of the mill', '本厂班制'],
  counted: ['Scope of every figure', '默认统计范围'],
  directRoles: ['Roles that scope A counts', '范围 A 所含岗位'],
  twist: ['Twist and speed by count', '各支数捻系数与锭速'],
  upToNe: ['up to Ne', '至（英支）'],
  multiplier: ['twist multiplier', '捻系数'],
  spindleSpeedMaxRpm: ['most rpm', '最高锭速（rpm）'],
})
