import type { MachineKind, MachineryItemState, MachineryOperationMode, ReasonCode } from '@wanding/mill'
import { type LocalText, texts } from '../i18n/texts'

export const REASON_WORDS = texts<ReasonCode>({
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

export const LINK_WORDS = texts({
  offline: ['Offline', '离线'],
  stale: ['Stale', '数据过时'],
  online: ['Online', '在线'],
})

export const MACHINE_WORDS = texts({
  running: ['Running', '运转'],
  notRunning: ['Not running', '未运转'],
  unknown: ['State not known', '状态不明'],
})

/** OPC 40001-1 words of state and mode, as a page in another language says them. */
export const OPC_WORDS = texts<MachineryItemState | MachineryOperationMode>({
  NotAvailable: ['Not available', '不可用'],
  OutOfService: ['Out of service', '停用'],
  NotExecuting: ['Not executing', '未执行'],
  Executing: ['Executing', '执行中'],
  None: ['None', '无'],
  Maintenance: ['Maintenance', '保养'],
  Setup: ['Set-up', '调整'],
  Processing: ['Processing', '生产'],
})

export const KIND_WORDS = texts<MachineKind>({
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

/** Name of a kind of machine as a department; a kind that has no name here is called by its own word. */
export const kindWord = (kind: string): LocalText =>
  (KIND_WORDS as Readonly<Record<string, LocalText>>)[kind] ?? { en: kind, zh: kind }

/** One machine of a kind, as the heading of its page says it. */
const ONE = texts<Exclude<MachineKind, 'mill' | 'crew'>>({
  blowroom: ['Blowroom line', '清花线'],
  card: ['Card', '梳棉机'],
  'breaker-draw': ['Breaker draw frame', '预并条机'],
  'lap-former': ['Lap former', '条并卷机'],
  comber: ['Comber', '精梳机'],
  'finisher-draw': ['Finisher draw frame', '末并条机'],
  'roving-frame': ['Roving frame', '粗纱机'],
  'ring-frame': ['Ring frame', '细纱机'],
  winder: ['Winder', '自动络筒机'],
  packing: ['Packing line', '自动包装线'],
  'air-conditioning': ['Air-conditioning plant', '空调室'],
  'compressed-air': ['Compressed-air main', '空压站'],
  electricity: ['Electricity feeder', '供电回路'],
  agv: ['Vehicle', 'AGV无人搬运车'],
  store: ['Automated store', '立体仓库'],
})

export const machineWord = (kind: string): LocalText =>
  (ONE as Readonly<Record<string, LocalText>>)[kind] ?? kindWord(kind)
