import { type LocalText, texts } from '../../shared/i18n/texts'

export const MACHINE = texts({
  unknown: [
    'No machine {machine} has reported. It appears here with its birth.',
    '没有机台 {machine} 上报，上线后即在此显示。',
  ],
  since: ['for {duration}', '已持续 {duration}'],
  newest: ['newest value {time}', '最新数值 {time}'],
  ago: ['{duration} ago', '{duration}前'],
  gateway: ['Gateway', '网关'],
  zone: ['Zone', '空调区'],
  ran: ['Ran, last hour', '近一小时运转率'],
  set: ['set', '设定'],
  setTo: ['set to {value}', '设定 {value}'],
  normal: ['normal {least} to {most}', '正常 {least} 至 {most}'],
  outside: ['outside {least} to {most}', '超出 {least} 至 {most}'],
  key: ['Key figures', '关键指标'],
  neighbours: ['Neighbours', '相邻机台'],
  previous: ['Previous: {machine}', '上一台：{machine}'],
  next: ['Next: {machine}', '下一台：{machine}'],
  before: ['comes from', '上道工序'],
  after: ['goes to', '下道工序'],
  linked: ['linked with', '联接'],
  spindles: ['Its spindles', '锭子'],
  process: ['Process', '工艺流程'],
  charts: ['Over time', '历史曲线'],
  span: ['Time shown', '时间范围'],
  noCharts: ['Choose signals below to draw them.', '在下方选择要绘制的信号。'],
  perHour: ['{unit} per hour', '每小时{unit}'],
  times: ['times', '次数'],
  draw: ['Draw over time: {signal}', '绘制曲线：{signal}'],
  positions: ['Position by position', '各工位明细'],
  position: ['Position {position}: {state}', '第 {position} 位：{state}'],
  count: ['{count} positions', '共 {count} 位'],
  from: ['{least} to {most}', '{least} 至 {most}'],
  most: ['most at {positions}', '最多：{positions}'],
  mean: ['mean {mean}', '平均 {mean}'],
})

export const UNIT_WORDS = texts({
  noSignal: ['No signal', '无信号'],
  winding: ['Winding', '卷绕'],
  bobbinChange: ['Cop change', '换管'],
  splicing: ['Splicing', '捻接'],
  coneDoff: ['Cone doff', '落筒'],
  waitingForBobbin: ['Waits for cop', '等待管纱'],
  redLight: ['Red light', '红灯'],
  waitingForAir: ['Waits for air', '等待气压'],
})

export const ROVING_WORDS = texts({
  running: ['Running', '运转'],
  broken: ['Roving broken', '粗纱断头'],
})

/** What a vehicle does. */
const TASK_WORDS = texts({
  waiting: ['Waits for a load', '待命'],
  'to-machine': ['Drives to the machine', '前往取货'],
  loading: ['Takes its load', '取货'],
  'to-store': ['Brings its load', '送货'],
  unloading: ['Sets its load down', '卸货'],
  'to-charger': ['Drives to its charger', '前往充电'],
  charging: ['Charging', '充电'],
})

const CARRIER_WORDS = texts({
  'card-can': ['Card cans', '生条筒'],
  'breaker-can': ['Breaker cans', '预并条筒'],
  lap: ['Laps', '小卷'],
  'comber-can': ['Comber cans', '精梳条筒'],
  'finisher-can': ['Finisher cans', '熟条筒'],
})

const CRANE_WORDS = texts({
  idle: ['Idle', '待机'],
  storing: ['Stores a pallet', '入库'],
  retrieving: ['Fetches a pallet', '出库'],
})

/** Words that signals send, by the name of the signal. */
export const VALUE_WORDS: Readonly<Record<string, Readonly<Record<string, LocalText>>>> = {
  'mission/task': TASK_WORDS,
  'mission/to': CARRIER_WORDS,
  'crane/task': CRANE_WORDS,
}

export const VEHICLE = texts({
  title: ['Where it is', '当前位置'],
  task: ['Task', '任务'],
  load: ['Load', '载荷'],
  none: ['none', '无'],
  way: ['Mission', '路线'],
  fromTo: ['{from} to {to}', '{from} 至 {to}'],
  battery: ['Battery', '电量'],
  fleet: [
    'The fleet on the floor, m: to the right away from the main aisle, upwards along it',
    '车队位置（米）：横向为距主通道距离，纵向为沿主通道',
  ],
  at: ['{vehicle} at {x} m along, {y} m away from the main aisle', '{vehicle}：沿主通道 {x} 米，距主通道 {y} 米'],
})

export const STORE = texts({
  title: ['What it holds', '库存'],
  places: ['{pallets} of {capacity} places', '{capacity} 货位中占用 {pallets}'],
  stored: ['{cones} cones, {kg} kg', '筒纱 {cones} 只，{kg} 千克'],
  articles: ['Pallets by article', '分品种库存'],
  lots: ['Pallets by bale lot', '分批库存'],
  lot: ['Lot', '批号'],
  pallets: ['{count} pallets', '{count} 托'],
  crane: ['Stacker crane', '堆垛机'],
  oldest: ['Oldest pallet', '最久托盘'],
  age: ['{pallet}, {hours} h old', '{pallet}，库龄 {hours} 小时'],
  line: ['At the packing lines', '包装线待入库'],
  aside: ['Unfinished, set aside', '未满暂存'],
  dock: ['For the trucks at the dock', '待装车'],
  trucks: ['Trucks so far', '累计车次'],
})

export const HEAD_WORDS = texts({
  running: ['Running', '运转'],
  stopped: ['Stopped', '停止'],
})
