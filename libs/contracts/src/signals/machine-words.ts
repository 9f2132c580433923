import type { LocalText, MachineKind, ReasonCode } from '@wanding/mill'

const words = <K extends string>(all: Record<K, readonly [en: string, zh: string]>): Readonly<Record<K, LocalText>> =>
  Object.fromEntries(
    Object.entries<readonly [string, string]>(all).map(([key, [en, zh]]) => [key, { en, zh }]),
  ) as unknown as Record<K, LocalText>

/** What a machine does or why it stands, by its reason code. */
export const REASON_WORDS = words<ReasonCode>({
  producing: ['Producing', '纺纱'],
  starting: ['Starting', '开车'],
  'doff-preparing': ['Doff due', '落纱准备'],
  doffing: ['Doffing', '落纱'],
  'waiting-for-doffer': ['Waits for doffer', '等待落纱工'],
  stopped: ['Stopped', '停车'],
  fault: ['Fault', '故障停车'],
  maintenance: ['Maintenance', '保养'],
  'traveller-change': ['Traveller change', '换钢丝圈'],
  'no-material': ['No material', '缺料'],
  'buffer-full': ['Buffer full', '储存已满'],
  'can-change': ['Can change', '换条筒'],
  'lap-change': ['Lap change', '换小卷'],
  'roving-doff': ['Roving doff', '粗纱落纱'],
  'waiting-for-bobbins': ['Waits for cops', '等待管纱'],
  idle: ['Idle', '停台'],
  'transport-jam': ['Transport jam', '输送堵塞'],
  'air-pressure-low': ['Air pressure low', '气压低'],
  'lot-change': ['Lot change', '翻改品种'],
  'voltage-sag': ['Voltage sag', '晃电停车'],
  charging: ['Charging', '充电'],
  'count-off': ['Off count', '支数超限停车'],
})

/** Kinds of machines as departments. */
export const KIND_WORDS = words<MachineKind>({
  mill: ['Mill', '纺纱厂'],
  crew: ['Crew', '班组'],
  blowroom: ['Blowroom', '清花'],
  card: ['Carding', '梳棉'],
  'breaker-draw': ['Breaker draw', '预并'],
  'lap-former': ['Lap forming', '条并卷'],
  comber: ['Combing', '精梳'],
  'finisher-draw': ['Finisher draw', '末并'],
  'roving-frame': ['Roving', '粗纱'],
  'ring-frame': ['Ring spinning', '细纱'],
  winder: ['Winding', '络筒'],
  packing: ['Packing', '包装'],
  'air-conditioning': ['Air conditioning', '空调'],
  'compressed-air': ['Compressed air', '空压'],
  electricity: ['Electricity', '供电'],
  agv: ['Vehicles', '搬运车'],
  store: ['Yarn store', '成品库'],
})
