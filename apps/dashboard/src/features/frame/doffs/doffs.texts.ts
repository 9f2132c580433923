import { texts } from '../../../shared/i18n/texts'

export const DOFFS = texts({
  title: ['Doffs, last {hours} h', '落纱记录（最近 {hours} 小时）'],
  profile: ['Where in the doff ends break', '断头在落纱中的分布'],
  rate: ['breaks per 1,000 spindle-hours', '千锭时断头'],
  base: ['Base', '管底'],
  body: ['Body', '管身'],
  nose: ['Nose', '管头'],
  range: ['{from}–{to} % of the doff', '落纱进度 {from}–{to} %'],
  interval: ['{least} to {most}', '{least} 至 {most}'],
  counted: ['{breaks} breaks in {hours} spindle-hours', '{hours} 锭时内断头 {breaks} 次'],
  axis: ['0 to {most}', '0 至 {most}'],
  how: [
    'Running breaks over running spindle-hours by the progress of the doff, minute by minute, from the frame’s counters; the whiskers are exact 95 % intervals of a count. The minute in which a doff is counted belongs to no cell. Minutes not known: {lost}.',
    '按落纱进度逐分钟统计：运转断头数除以运转锭时，来自该机台计数器；竖线为计数的精确 95 % 区间。发生落纱的那一分钟不计入。未知分钟数：{lost}。',
  ],
  from: ['Begun', '开始'],
  lasted: ['Took', '历时'],
  breaks: ['Breaks', '断头'],
  startUp: ['Start-up loss', '开车断头率'],
  energy: ['kWh/kg', 'kWh/kg'],
  inHand: ['in hand', '进行中'],
  part: ['in part', '不完整'],
  high: ['above 2 %', '高于 2 %'],
  none: ['No doff of this frame was recorded in this time.', '该时段没有此机台的落纱记录。'],
})
