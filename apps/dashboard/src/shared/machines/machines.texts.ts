import { KIND_WORDS, REASON_WORDS } from '@wanding/contracts'
import type { MachineKind, MachineryItemState, MachineryOperationMode } from '@wanding/mill'
import { type LocalText, texts } from '../i18n/texts'

export { KIND_WORDS, REASON_WORDS }

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
