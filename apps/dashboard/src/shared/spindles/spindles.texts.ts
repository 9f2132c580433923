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
