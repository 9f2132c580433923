import { texts } from '../../shared/i18n/texts'

export const MACHINE = texts({
  unknown: [
    'No machine {machine} has reported. It appears here with its birth.',
    '没有机台 {machine} 上报，上线后即在此显示。',
  ],
  since: ['for {duration}', '已持续 {duration}'],
  newest: ['newest value {time}', '最新数值 {time}'],
  ago: ['{duration} ago', '{duration}前'],
  gateway: ['Gateway', '网关'],
  zone: ['Zone', '空调区'],
  ran: ['Ran, last hour', '近一小时运转率'],
  set: ['set', '设定'],
  setTo: ['set to {value}', '设定 {value}'],
  normal: ['normal {least} to {most}', '正常 {least} 至 {most}'],
  outside: ['outside {least} to {most}', '超出 {least} 至 {most}'],
  key: ['Key figures', '关键指标'],
  neighbours: ['Neighbours', '相邻机台'],
  previous: ['Previous: {machine}', '上一台：{machine}'],
  next: ['Next: {machine}', '下一台：{machine}'],
  before: ['comes from', '上道工序'],
  after: ['goes to', '下道工序'],
  linked: ['linked with', '联接'],
  spindles: ['Its spindles', '锭子'],
  process: ['Process', '工艺流程'],
  charts: ['Over time', '历史曲线'],
  span: ['Time shown', '时间范围'],
  noCharts: ['Choose signals below to draw them.', '在下方选择要绘制的信号。'],
  perHour: ['{unit} per hour', '每小时{unit}'],
  times: ['times', '次数'],
  draw: ['Draw over time: {signal}', '绘制曲线：{signal}'],
  positions: ['Position by position', '各工位明细'],
  position: ['Position {position}: {state}', '第 {position} 位：{state}'],
  count: ['{count} positions', '共 {count} 位'],
  from: ['{least} to {most}', '{least} 至 {most}'],
  most: ['most at {positions}', '最多：{positions}'],
  mean: ['mean {mean}', '平均 {mean}'],
})

export const UNIT_WORDS = texts({
  noSignal: ['No signal', '无信号'],
  winding: ['Winding', '卷绕'],
  bobbinChange: ['Cop change', '换管'],
  splicing: ['Splicing', '捻接'],
  coneDoff: ['Cone doff', '落筒'],
  waitingForBobbin: ['Waits for cop', '等待管纱'],
  redLight: ['Red light', '红灯'],
  waitingForAir: ['Waits for air', '等待气压'],
})

export const HEAD_WORDS = texts({
  running: ['Running', '运转'],
  stopped: ['Stopped', '停止'],
})
