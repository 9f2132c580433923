import type { Attention } from '@wanding/contracts'
import { texts } from '../i18n/texts'

/** What is the matter, of each kind. */
export const ATTENTION_WHAT = texts<Attention['kind']>({
  'gateway-offline': ['Gateway offline', '网关离线'],
  'voltage-sag': ['Voltage sag: frames tripped', '电压暂降：细纱机跳停'],
  'frame-offline': ['Frame offline', '细纱机离线'],
  'frame-stopped': ['Frame stopped', '细纱机停车'],
  'doff-waiting': ['Doff takes too long', '落纱超时'],
  'ends-down': ['Many ends down', '断头过多'],
  'break-rate': ['Breaks far above the others', '断头率明显偏高'],
  rogue: ['Rogue spindles', '落后锭子'],
  'no-roving': ['Spindles without roving', '缺粗纱'],
  climate: ['Humidity out of range', '相对湿度超限'],
})

/** What to do about it, of each kind. */
export const ATTENTION_DO = texts<Attention['kind']>({
  'gateway-offline': [
    'Check power and network of the gateway. Its frames run on, but nobody sees them.',
    '检查网关电源与网络。其下机台仍在运行，但无法监测。',
  ],
  'voltage-sag': [
    'Restart in blocks of four to six frames, and send all piecers there.',
    '每次四至六台分批开车，调集接头人员到场。',
  ],
  'frame-offline': ['Check the frame’s controller and its line to the gateway.', '检查机台控制器及其与网关的连线。'],
  'frame-stopped': ['Send a fitter; restart, then piece the ends that broke.', '派保全工处理；开车后接好断头。'],
  'doff-waiting': ['Send the doffer, and look at the doffing device.', '派落纱工到场，检查自动落纱装置。'],
  'ends-down': [
    'Send a tenter to piece; look for a common cause on this frame.',
    '派值车工接头；查找该机台的共同原因。',
  ],
  'break-rate': [
    'Check travellers, speed, roving lot and climate of this frame.',
    '检查钢丝圈、锭速、粗纱批次与温湿度。',
  ],
  rogue: [
    'Do not only piece: have ring, traveller, cots and apron checked.',
    '不要只接头：检查钢领、钢丝圈、胶辊与胶圈。',
  ],
  'no-roving': ['Bring roving and creel; check the roving supply.', '补充粗纱并换粗纱；检查粗纱供应。'],
  climate: [
    'Call the air-conditioning attendant; compare with the neighbour zones.',
    '通知空调值班工；与相邻空调区比较。',
  ],
})

/** The unit of an item's value and limit. */
export const ATTENTION_UNITS = texts<Attention['kind']>({
  'gateway-offline': ['machines dark', '台无数据'],
  'voltage-sag': ['frames', '台'],
  'frame-offline': ['min', '分'],
  'frame-stopped': ['min', '分'],
  'doff-waiting': ['min', '分'],
  'ends-down': ['%', '%'],
  'break-rate': ['/1000 sp-h', '根/千锭时'],
  rogue: ['spindles', '锭'],
  'no-roving': ['%', '%'],
  climate: ['% RH', '% 相对湿度'],
})
