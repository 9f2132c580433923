import type { AlarmEvent, AlarmState, LocalText } from '@wanding/mill'
import type { AlarmClass, AlarmFamily, AlarmPosition } from './alarm-definition'

type Words<K extends string> = Readonly<Record<K, LocalText>>

const words = <K extends string>(entries: Readonly<Record<K, readonly [en: string, zh: string]>>): Words<K> =>
  Object.fromEntries(
    Object.entries<readonly [string, string]>(entries).map(([key, [en, zh]]) => [key, { en, zh }]),
  ) as Words<K>

export const FAMILY_WORDS: Words<AlarmFamily> = words({
  order: ['Orders', '生产调度'],
  machine: ['Machines', '机台'],
  quality: ['Quality', '质量'],
  climate: ['Climate', '温湿度'],
  energy: ['Energy', '能源'],
})

export const POSITION_WORDS: Words<AlarmPosition> = words({
  control: ['Control room', '调度室'],
  ring: ['Ring shift leader', '细纱轮班长'],
  winding: ['Winding and packing', '络筒包装'],
  preparation: ['Preparation', '前纺'],
  utilities: ['Utilities', '空调空压电气'],
  quality: ['Quality and laboratory', '质检试验'],
})

export const CLASS_WORDS: Words<AlarmClass> = words({
  safety: ['Safety', '安全'],
  process: ['Process', '工艺'],
  equipment: ['Equipment', '设备'],
  instrument: ['Instrument', '仪表'],
})

export const STATE_WORDS: Words<AlarmState> = words({
  normal: ['Normal', '正常'],
  unacknowledged: ['Unacknowledged', '未确认'],
  acknowledged: ['Acknowledged', '已确认'],
  returned: ['Returned, unacknowledged', '已恢复未确认'],
  'latched-unacknowledged': ['Latched, unacknowledged', '锁存未确认'],
  'latched-acknowledged': ['Latched, acknowledged', '锁存已确认'],
  shelved: ['Shelved', '搁置'],
  suppressed: ['Suppressed by design', '逻辑抑制'],
  'out-of-service': ['Out of service', '停用'],
})

export const EVENT_WORDS: Words<AlarmEvent> = words({
  raise: ['Raised', '触发'],
  escalate: ['Graver', '升级'],
  clear: ['Returned', '恢复'],
  acknowledge: ['Acknowledged', '确认'],
  reset: ['Reset', '复位'],
  shelve: ['Shelved', '搁置'],
  unshelve: ['Unshelved', '取消搁置'],
  'shelf-expired': ['Shelf time over', '搁置到期'],
  suppress: ['Suppressed by design', '逻辑抑制'],
  unsuppress: ['No longer suppressed', '解除抑制'],
  'out-of-service': ['Out of service', '停用'],
  'in-service': ['Back in service', '恢复使用'],
})
