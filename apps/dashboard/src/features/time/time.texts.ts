import { type AnomalyKind, alarmDefinition } from '@wanding/contracts'
import type { LocalText } from '../../shared/i18n/texts'
import { texts } from '../../shared/i18n/texts'

export const TIME = texts({
  bar: ['Time', '时间'],
  track: ['Moment of the mill', '工厂时刻'],
  trackKeys: [
    'Left and right: one second; with Shift one minute. Page up and down: previous and next anomaly. End: live.',
    '左右键：一秒；加 Shift：一分钟。上下翻页键：上一个与下一个异常。End：回到实时。',
  ],
  notLive: ['not live', '非实时'],
  at: ['{time} – not live', '{time} · 非实时'],
  peeking: ['Now; {time} is kept', '当前画面；保留 {time}'],
  live: ['Live', '实时'],
  liveKey: ['Back to live (L)', '回到实时（L）'],
  isLive: ['Live', '实时'],
  newest: ['Newest data {time}', '最新数据 {time}'],
  held: ['Held at {time}', '画面停在 {time}'],
  loading: ['loading', '读取中'],
  gap: ['nothing recorded since {time}', '自 {time} 起无记录'],
  play: ['Play (space)', '播放（空格）'],
  hold: ['Pause (space)', '暂停（空格）'],
  resume: ['Resume (space)', '继续（空格）'],
  reverse: ['Play backwards', '倒放'],
  secondBack: ['1 s back (comma)', '后退 1 秒（逗号键）'],
  second: ['1 s on (full stop)', '前进 1 秒（句号键）'],
  minuteBack: ['1 min back', '后退 1 分'],
  minute: ['1 min on', '前进 1 分'],
  shortSecond: ['{sign}1 s', '{sign}1 秒'],
  shortMinute: ['{sign}1 min', '{sign}1 分'],
  previous: ['Previous anomaly ([)', '上一个异常（[）'],
  next: ['Next anomaly (])', '下一个异常（]）'],
  speed: ['Speed', '速度'],
  times: ['{speed}×', '{speed} 倍'],
  moment: ['Day and time, mill clock', '日期与时间，工厂时钟'],
  span: ['Shown on the track', '时间轴范围'],
  whole: ['All', '全部'],
  more: ['More', '更多'],
  open: ['Open the time bar', '展开时间栏'],
  fold: ['Fold the time bar', '收起时间栏'],
  anomalies: ['Anomalies', '异常'],
  anomaliesShown: ['Anomalies ({count})', '异常（{count}）'],
  anomaliesMissing: ['The newest anomalies could not be fetched', '未能取得最新异常'],
  recordedMissing: ['What was recorded could not be fetched', '未能取得记录范围'],
  noAnomalies: ['Nothing out of the ordinary in this stretch.', '该时段无异常。'],
  anomalyRule: [
    'Alarms of priority 1 to 3 when they came, and more than 1 % ends down in the whole mill.',
    '优先级 1 至 3 的报警出现之时，以及全厂断头锭率超过 1 %。',
  ],
  when: ['When', '时间'],
  what: ['What', '内容'],
  where: ['Where', '位置'],
  priority: ['Priority', '优先级'],
  compare: ['Compare with now (C)', '与当前比较（C）'],
  peek: ['Flip then and now (V)', '切换当时与当前（V）'],
  failed: ['The past cannot be shown: {what}', '无法显示历史画面：{what}'],
  unreachable: ['the backend does not answer', '后端无应答'],
  beforeFirst: ['nothing is recorded of that time', '该时刻无记录'],
  presentButCurves: [
    'This page tells of the present. Only its curves end at {time}.',
    '本页显示当前情况，仅曲线截至 {time}。',
  ],
  presentOnly: ['This page tells of the present, not of {time}.', '本页显示当前情况，而非 {time} 的情况。'],
})

/** What is out of the ordinary, of each kind. */
export const anomalyWhat = (kind: AnomalyKind): LocalText =>
  kind === 'ends-down-wave' ? WAVES[kind] : alarmDefinition(kind).what
const WAVES = texts({ 'ends-down-wave': ['Wave of ends down in the whole mill', '全厂断头潮'] })

export const COMPARE = texts({
  title: ['Then and now', '当时与当前'],
  thenAt: ['Then {time}', '当时 {time}'],
  nowAt: ['Now {time}', '当前 {time}'],
  change: ['Change', '变化'],
  figure: ['Figure', '指标'],
  spindles: ['Spindles', '锭子'],
  frames: ['Frames that differ most', '差别最大的细纱机'],
  frame: ['Frame', '机台'],
  state: ['State', '状态'],
  endsDown: ['Ends down', '断头'],
  rate: ['Breaks /1000 sp-h', '千锭时断头率'],
  same: ['No frame differs.', '各机台无差别。'],
  changed: ['{count} of {all} spindles are in another state than then.', '{all} 锭中有 {count} 锭的状态与当时不同。'],
  otherMill: ['The mill has other frames now than then; spindles cannot be compared.', '机台构成已变，无法逐锭比较。'],
})
