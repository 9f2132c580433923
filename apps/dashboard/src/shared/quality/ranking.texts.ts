import { texts } from '../i18n/texts'

export const VERDICT_WORDS = texts({
  proven: ['beyond chance', '确认异常'],
  watch: ['to watch', '待观察'],
  chance: ['chance', '偶然'],
})

export const RANKING = texts({
  action: ['Case', '处理记录'],
  rank: ['Rank', '名次'],
  name: ['Where', '位置'],
  verdict: ['Verdict', '判定'],
  count: ['Breaks', '断头数'],
  number: ['Count', '次数'],
  expected: ['expected {count}', '期望 {count}'],
  rate: ['Rate', '断头率'],
  rateOf: ['{value}, between {low} and {high}; mean {mean}', '{value}，区间 {low} 至 {high}，平均 {mean}'],
  scale: [
    'Dot: estimated rate; line: 95 % interval; tick: mean; dashes: threshold',
    '圆点为估计值，横线为 95% 区间，竖线为平均值，虚线为判定阈值',
  ],
  last: ['Last', '最近'],
  why: ['Evidence', '依据'],
  evidence: ['{count} by chance', '偶然期望 {count}'],
  per1000: ['/1000 sp-h', '/千锭时'],
  percent: ['%', '%'],
  times: ['× mean', '倍平均'],
  nothing: [
    'Nothing beyond chance. Every difference here is as small as luck makes it.',
    '无超出偶然的异常，差异均属偶然波动。',
  ],
  noData: ['Nothing was counted in this time, so nothing can be compared.', '此时段无计数，无法比较。'],
  found: ['{proven} beyond chance, {watch} to watch.', '确认异常 {proven} 项，待观察 {watch} 项。'],
  falseAlarms: [
    'Expected false alarms: {alarms} in {units}. Proven from {threshold} on; mean {mean}.',
    '期望误报 {alarms} 个（共 {units} 个）。达到 {threshold} 次判为异常；平均 {mean}。',
  ],
  seen: ['Seen: {hours} h', '有数据 {hours} 小时'],
  missing: ['{hours} h of this window have no data and are in no figure.', '此时段有 {hours} 小时无数据，未计入。'],
  thresholds: ['{least} to {most}', '{least} 至 {most}'],
  showChance: ['Show {count} that are chance', '显示偶然的 {count} 项'],
  hideChance: ['Hide what is chance', '隐藏偶然项'],
})
