import type { LocalText } from '@wanding/mill'

/** What was found at a conspicuous spindle, frame or winding unit (domain 2.4, 3). */
export const CAUSES = {
  traveller: { en: 'Traveller', zh: '钢丝圈' },
  ring: { en: 'Ring', zh: '钢领' },
  'spindle-tape': { en: 'Spindle tape', zh: '锭带' },
  spindle: { en: 'Spindle', zh: '锭子' },
  cot: { en: 'Cot', zh: '胶辊' },
  apron: { en: 'Apron', zh: '胶圈' },
  'lattice-apron': { en: 'Lattice apron, compact suction', zh: '网格圈、集聚负压' },
  'top-arm': { en: 'Top arm', zh: '摇架' },
  lappet: { en: 'Lappet', zh: '导纱钩' },
  roving: { en: 'Roving', zh: '粗纱' },
  'raw-material': { en: 'Raw material, lot', zh: '原料、批号' },
  fly: { en: 'Fly, cleaning', zh: '飞花、清洁' },
  climate: { en: 'Temperature and humidity', zh: '温湿度' },
  setting: { en: 'Speed or setting', zh: '速度或工艺设定' },
  sensor: { en: 'Spindle sensor', zh: '单锭传感器' },
  splicer: { en: 'Splicer', zh: '捻接器' },
  clearer: { en: 'Yarn clearer', zh: '电子清纱器' },
  operator: { en: 'Work method', zh: '操作方法' },
  'none-found': { en: 'Nothing found', zh: '未查出原因' },
} as const satisfies Record<string, LocalText>

export type Cause = keyof typeof CAUSES
export const CAUSE_CODES = Object.keys(CAUSES) as [Cause, ...Cause[]]
