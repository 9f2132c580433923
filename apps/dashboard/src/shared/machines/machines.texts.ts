import type { MachineKind, ReasonCode } from '@wanding/mill'
import { texts } from '../i18n/texts'

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
  'voltage-sag': ['Voltage sag', '晃电停车'],
})

export const LINK_WORDS = texts({
  offline: ['Offline', '离线'],
  stale: ['Stale', '数据过时'],
  online: ['Online', '在线'],
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
})
