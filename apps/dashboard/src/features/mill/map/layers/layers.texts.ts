import { texts } from '../../../../shared/i18n/texts'
import type { MapLayer } from '../../../../shared/router/map-query'

export const LAYER_NAMES = texts<MapLayer>({
  state: ['State', '状态'],
  breaks: ['Breaks', '断头'],
  speed: ['Speed deviation', '锭速偏差'],
  idle: ['Idle', '空锭'],
  rogue: ['Rogue', '落后锭子'],
  slip: ['Slip', '弱捻'],
  humidity: ['Humidity', '相对湿度'],
  temperature: ['Temperature', '温度'],
  work: ['People and robots', '人员与机器人'],
})

/** What the figures of a layer are, with unit. */
export const LAYER_NOTES = texts<MapLayer>({
  state: ['spindles by state, now', '各状态锭数（当前）'],
  breaks: ['end breaks of each spindle in the last hour', '每锭最近 1 小时断头次数'],
  speed: ['traveller speed against the mean of its frame, %', '钢丝圈转速相对本台平均值的偏差，%'],
  idle: ['spindles that spin nothing', '未纺纱的锭子'],
  rogue: ['spindles that break far more often than the others', '断头显著多于其他锭子的锭子'],
  slip: ['spindles whose tape slips: soft yarn', '锭带打滑、纱线弱捻的锭子'],
  humidity: [
    'relative humidity of the zone, %; band {least} to {most}',
    '空调区相对湿度，%；正常范围 {least} 至 {most}',
  ],
  temperature: ['temperature of the zone, °C; band {least} to {most}', '空调区温度，°C；正常范围 {least} 至 {most}'],
  work: [
    'work seen in the last {minutes} min by the counters of the frames; nobody sends where people stand',
    '由机台计数器得知的最近 {minutes} 分钟作业位置；人员位置本身不上报',
  ],
})

export const LAYER_WORDS = texts({
  layer: ['Layer', '图层'],
  others: ['All others', '其他锭子'],
  noData: ['No data', '无数据'],
  notTurning: ['Not turning', '未转动'],
  asMean: ['As the mean', '与平均一致'],
  inBand: ['In its band', '正常范围内'],
  counted: ['counted since {time}', '自 {time} 起统计'],
  notKept: [
    'This layer is not known of a past moment: of each spindle only its state is kept. The page of a frame shows its speeds then.',
    '历史时刻无此图层：每锭只保留状态，当时锭速见各机台页面。',
  ],
  workNotKept: [
    'This layer is not known of a past moment: where people worked is not kept.',
    '历史时刻无此图层：作业位置不保留。',
  ],
  coming: ['on its way', '正在读取'],
  stale: ['Stale or offline', '数据陈旧或离线'],
})

export const WORK_WORDS = texts({
  'person-pieced': ['A person pieced', '人工接头'],
  'robot-pieced': ['A robot pieced', '机器人接头'],
  'robot-failed': ['A robot did not succeed', '机器人接头失败'],
  creeled: ['Roving changed', '换粗纱'],
  patrolled: ['Patrol round', '巡回'],
  cleaned: ['Cleaning round', '清洁'],
})
