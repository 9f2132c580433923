import type { AnnotationRole } from '@wanding/contracts'
import { texts } from '../../shared/i18n/texts'

export const HISTORY = texts({
  title: ['History', '历史'],
  choose: ['Signals', '信号'],
  machine: ['Machine', '机台'],
  signal: ['Signal', '信号'],
  add: ['Add', '添加'],
  remove: ['Remove {what}', '移除 {what}'],
  full: ['{most} signals are shown; remove one first.', '已显示 {most} 个信号，请先移除一个。'],
  unknown: ['There is no machine “{name}”.', '没有机台“{name}”。'],
  charts: ['Over time', '历史曲线'],
  none: [
    'Choose signals of any machines: those of one unit come into one chart, the charts share their time. What is chosen stands in the address.',
    '选择任意机台的信号：单位相同的画在一张图中，各图共用时间轴。所选内容保存在地址中。',
  ],
  span: ['Time shown', '时间范围'],
  perHour: ['{unit}/h', '{unit}/小时'],
  times: ['times', '次'],
  notes: ['Notes', '批注'],
  notesNone: ['Nobody has put a note on this time.', '该时段没有批注。'],
  note: ['Note', '批注'],
  author: ['Name', '姓名'],
  role: ['Role', '岗位'],
  about: ['About', '对象'],
  wholeMill: ['the whole mill', '全厂'],
  at: ['At', '时间'],
  minutesBefore: ['{minutes} min ago', '{minutes} 分钟前'],
  now: ['now', '现在'],
  save: ['Put it on the charts', '标到图上'],
  takeOut: ['Take out', '删除'],
  failed: ['It was not saved: {why}', '未保存：{why}'],
})

export const ROLES = texts<AnnotationRole>({
  operator: ['operator', '挡车工'],
  'shift-leader': ['shift leader', '轮班长'],
  engineer: ['engineer', '工程师'],
  maintenance: ['maintenance', '保全保养'],
  quality: ['quality control', '质检'],
  utilities: ['utilities', '空调动力'],
  trainer: ['trainer', '培训师'],
})
