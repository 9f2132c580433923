import { texts } from '../../shared/i18n/texts'
import type { FrameColumn } from '../../shared/router/route'

export const MILL = texts({
  map: ['Mill map', '全厂锭子图'],
  frames: ['Ring frames', '细纱机'],
  viewMap: ['Map', '图'],
  viewTable: ['Table', '表'],
  view: ['Show as', '显示方式'],
  zoomIn: ['Zoom in', '放大'],
  zoomOut: ['Zoom out', '缩小'],
  whole: ['Whole mill', '全厂'],
  summary: [
    '{frames} ring frames with {spindles} spindles: {down} ends down, {idle} idle, {roving} without roving.',
    '{frames} 台细纱机、{spindles} 锭：断头 {down}，空锭 {idle}，缺粗纱 {roving}。',
  ],
  keys: [
    'Arrow keys move from spindle to spindle, with Shift by ten; Page keys by ten frames; Enter opens the spindle; Esc goes back to the whole mill; plus and minus zoom, W A S D move the picture. The same as a table: the button Table.',
    '方向键逐锭移动，配合 Shift 每次十锭；翻页键每次十台；回车打开锭子；Esc 返回全厂；加减号缩放，W A S D 平移画面。点“表”可查看同样内容的表格。',
  ],
  panLeft: ['Move to the left', '向左移动'],
  panRight: ['Move to the right', '向右移动'],
  panUp: ['Move up', '向上移动'],
  panDown: ['Move down', '向下移动'],
  openSpindle: ['Open', '打开'],
  breaksOfHour: ['{breaks} breaks in the last hour', '最近 1 小时断头 {breaks} 次'],
  deviation: ['{percent} % from the mean of the frame', '相对本台平均 {percent} %'],
  notTurning: ['not turning', '未转动'],
  awayFrames: ['{frames} frames', '{frames} 台'],
  cell: ['{frame}, spindle {position}: {state}', '{frame}，锭子 {position}：{state}'],
  mapEmpty: ['No ring frame has reported yet. Each appears here with its birth.', '尚无细纱机上报，上线后即在此显示。'],
  legend: ['Spindles now', '锭子状态'],
  zoneHeading: ['Zone {zone}', '空调区 {zone}'],
  plants: ['Air conditioning of the zones', '各区空调室'],
  zone: ['zone {zone}', '空调区 {zone}'],
  gateway: ['gateway {gateway}', '网关 {gateway}'],
  spindlesOf: ['Spindles of', '逐锭查看'],
  spindlesOfFrame: ['Spindles of {frame}', '{frame} 各锭'],
  noFrameChosen: ['choose a frame', '选择机台'],
  find: ['Filter: frame, zone, gateway or state', '筛选：机号、空调区、网关或状态'],
  noMatch: ['No frame matches “{find}”.', '没有与“{find}”相符的细纱机。'],
  clear: ['Clear', '清除'],
  matches: ['{shown} of {all} frames', '{all} 台中的 {shown} 台'],
  all: ['All {all} frames', '全部 {all} 台细纱机'],
  toQuality: ['All lists of quality', '全部质量清单'],
  worst: ['Worst spindles, last {hours} h', '断头最多的锭子（最近 {hours} 小时）'],
})

export const SPINDLE_COLUMNS = texts({
  spindle: ['Spindle', '锭子'],
  state: ['State', '状态'],
  breaks: ['Breaks, last hour', '最近 1 小时断头'],
  deviation: ['Speed against the mean, %', '锭速偏差 %'],
})

export const COLUMNS = texts<FrameColumn>({
  frame: ['Frame', '机号'],
  zone: ['Zone', '空调区'],
  gateway: ['Gateway', '网关'],
  state: ['State', '状态'],
  speed: ['Speed', '锭速'],
  doff: ['Doff', '落纱进度'],
  timeToDoff: ['To doff', '距落纱'],
  endsDown: ['Ends down', '断头'],
  idle: ['Idle', '空锭'],
  noRoving: ['No roving', '缺粗纱'],
  slip: ['Slip', '弱捻'],
  rogue: ['Rogue', '落后锭子'],
  breaks: ['Breaks', '千锭时断头率'],
  power: ['Power', '功率'],
})

export const COLUMN_UNITS: Readonly<Partial<Record<FrameColumn, string>>> = {
  speed: 'rpm',
  doff: '%',
  breaks: '/1000 sp-h',
  power: 'kW',
}

export const PROCESS = texts({
  title: ['From bale to store', '从棉包到成品库'],
  running: ['{executing} of {machines} run', '{machines} 台中 {executing} 台运行'],
  offline: ['{offline} offline', '{offline} 台离线'],
  full: ['full', '库容率'],
  onMission: ['on a mission', '执行任务'],
  crane: ['Stacker crane: {state}', '堆垛机：{state}'],
  works: ['at work', '作业中'],
  rests: ['idle', '待机'],
  none: ['No machine has reported', '尚无机台上报'],
  services: ['Services', '公用工程'],
  climate: ['Climate', '车间温湿度'],
  humidityBand: ['ring room: normal 55 to 60 % RH', '细纱车间相对湿度正常范围：55 至 60 %'],
})

export const PEOPLE = texts({
  title: ['People', '人员'],
  empty: ['No crew has reported: the mill does not send who is on shift.', '尚无班组上报：工厂未发送当班人员。'],
  crew: ['Crew {crew}, shift {shift}', '{crew} 班，第 {shift} 班次'],
  since: ['since {time}', '{time} 接班'],
  onShift: ['On shift', '当班人数'],
  dayStaff: ['Day staff', '常日班'],
  tenters: ['Ring tenters at work', '细纱值车工作业'],
  robots: ['Piecing robots at work', '接头机器人作业'],
  open: ['Tasks waiting', '待办任务'],
  response: ['Mean time from break to piecing', '断头至接头平均时间'],
  robotShare: ['Ends pieced by robots', '机器人接头占比'],
})

export const ATTENTION = texts({
  title: ['Needs attention', '待处理'],
  empty: [
    'Nothing needs attention. What does appears here by itself, the most urgent first.',
    '目前无需处理。有事项时会自动按紧急程度列出。',
  ],
  priority: ['Priority', '优先级'],
  since: ['since {time}', '自 {time} 起'],
  limit: ['limit {limit}', '限值 {limit}'],
  more: ['{count} to do', '{count} 项'],
})
