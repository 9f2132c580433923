import { texts } from '../i18n/texts'
import type { SpindleClass } from './spindle-class'

export const SPINDLE_WORDS = texts<SpindleClass>({
  producing: ['Producing', '纺纱'],
  noSignal: ['No signal', '无信号'],
  maintenance: ['Maintenance', '保养'],
  idle: ['Idle', '空锭'],
  noRoving: ['No roving', '缺粗纱'],
  slip: ['Slip', '弱捻'],
  rogue: ['Rogue', '落后锭子'],
  endDown: ['End down', '断头'],
})

export const SPINDLE_NOTES = texts({
  rovingStop: ['roving stop closed', '粗纱停喂'],
  robotGaveUp: ['robot gave up: a person has to piece', '机器人未接上，需人工接头'],
  sideL: ['left', '左侧'],
  sideR: ['right', '右侧'],
})

export const WORST = texts({
  frame: ['Frame', '细纱机'],
  spindle: ['Spindle', '锭子'],
  breaks: ['Breaks', '断头数'],
  last: ['Last break', '最近断头'],
  verdict: ['Verdict', '判定'],
  rogue: ['rogue', '落后锭子'],
  chance: ['chance', '偶发'],
  threshold: [
    'At the present mean rate a spindle with {threshold} or more breaks in {hours} h counts as rogue. {alarms} healthy spindles would reach that by chance.',
    '按当前平均断头率，{hours} 小时内断头 {threshold} 次及以上判为落后锭子；其中约 {alarms} 锭属正常锭子偶然达到。',
  ],
  none: ['No end broke in this time.', '此时段无断头。'],
})
