import { COMMON, productionAndEnergy } from './common'
import { counter, gauge, type Signal, word } from './signal'

const MINUTE_MS = 60_000

/** Where the bobbins on the frame come from. */
function source(name: string, en: string, zh: string, what: string): Signal {
  const meaning = `${what} behind the bobbins on the frame with their shares in %, the greatest first, with commas: “RV03 62, RV04 38”; empty where roving is carried by hand`
  return { ...word(name, en, zh, meaning), periodMs: MINUTE_MS }
}

/** Ring frame (domain 1.4): sent at 1 Hz by exception; spindles as arrays, never a metric per spindle. */
export const RING_FRAME: readonly Signal[] = [
  ...COMMON,
  ...productionAndEnergy(1000, 60, 90),
  gauge('frame/spindles', '', 'Spindles installed', '安装锭数', { datatype: 'UInt32', periodMs: MINUTE_MS }),
  gauge('frame/spindleGauge', 'mm', 'Spindle gauge', '锭距', { range: [60, 90], periodMs: MINUTE_MS }),
  word('frame/zone', 'Climate zone', '空调区', 'Air-conditioning zone that the frame stands in', 'none'),
  word('frame/lot', 'Lot', '批号', 'Lot in production'),
  word('frame/crew', 'Crew', '班组', 'Crew that tends the frame'),
  gauge('spin/count', 'Ne', 'Yarn count', '英支', { range: [4, 200], periodMs: MINUTE_MS }),
  gauge('spin/twist', 't/m', 'Twist', '捻度', { range: [200, 2500], deadband: 0.5 }),
  gauge('spin/draft', '', 'Total draft', '总牵伸倍数', { range: [5, 120], deadband: 0.01 }),
  gauge('spindle/speedSet', 'rpm', 'Spindle speed set', '锭速设定', { range: [0, 25_000], deadband: 1 }),
  gauge('spindle/speed', 'rpm', 'Spindle speed', '锭速', {
    range: [0, 25_000],
    deadband: 5,
    meaning: 'Mean speed of the driven spindles',
  }),
  gauge('frontRoller/delivery', 'm/min', 'Delivery', '出条速度', { range: [0, 40], deadband: 0.01 }),
  gauge('frontRoller/speed', 'rpm', 'Front roller speed', '前罗拉转速', { range: [0, 450], deadband: 0.1 }),
  gauge('doff/progress', '%', 'Doff progress', '落纱进度', {
    range: [0, 100],
    deadband: 0.05,
    meaning: 'Length spun on this doff of the length of a full cop',
  }),
  gauge('doff/copWeight', 'g', 'Cop weight', '管纱重量', { range: [0, 120], deadband: 0.05 }),
  gauge('doff/metres', 'm', 'Metres on the cop', '管纱长度', { range: [0, 40_000], deadband: 5 }),
  gauge('doff/timeToDoff', 's', 'Time to doff', '距落纱时间', { range: [0, 86_400], deadband: 5 }),
  gauge('doff/railHeight', 'mm', 'Ring rail height', '钢领板高度', { range: [0, 250], deadband: 0.5 }),
  counter('doff/count', '', 'Doffs', '落纱次数'),
  counter('doff/faults', '', 'Doffer faults', '落纱故障次数'),
  counter('doff/cops', '', 'Cops doffed', '落纱管数', { meaning: 'Cops with yarn taken off by the doffer' }),
  gauge('doff/duration', 's', 'Last doff stop', '上次落纱停车时间', { range: [0, 3600] }),
  gauge('spindles/producing', '', 'Spindles producing', '纺纱锭数', { datatype: 'UInt32' }),
  gauge('spindles/endsDown', '', 'Ends down', '断头锭数', { datatype: 'UInt32' }),
  gauge('spindles/idle', '', 'Idle spindles', '空锭数', { datatype: 'UInt32' }),
  gauge('spindles/noRoving', '', 'Spindles without roving', '缺粗纱锭数', { datatype: 'UInt32' }),
  gauge('spindles/maintenance', '', 'Spindles in maintenance', '检修锭数', { datatype: 'UInt32' }),
  gauge('spindles/slip', '', 'Slip spindles', '弱捻锭数', { datatype: 'UInt32' }),
  gauge('spindles/rogue', '', 'Rogue spindles', '落后锭子数', { datatype: 'UInt32' }),
  counter('spindles/runHours', 'h', 'Spindle-hours running', '运转锭时', {
    datatype: 'Double',
    meaning: 'Sum over spindles of the hours spent producing; denominator of the break rate',
  }),
  counter('breaks/running', '', 'End breaks running', '运转断头数'),
  counter('breaks/startUp', '', 'Start-up breaks', '开车断头数'),
  gauge('breaks/sinceDoff', '', 'Breaks since doff', '本落纱断头数', { datatype: 'UInt32' }),
  gauge('breaks/startUpLastDoff', '', 'Start-up breaks last doff', '上次开车断头数', { datatype: 'UInt32' }),
  counter('piecing/byPeople', '', 'Ends pieced by people', '人工接头数'),
  counter('piecing/laps', '', 'Laps cut out by people', '人工清除缠绕数', {
    meaning: 'Ends pieced by people that had lapped round a roller; counted in piecing/byPeople too',
  }),
  counter('piecing/byRobot', '', 'Ends pieced by robot', '机器人接头数'),
  counter('piecing/robotFailures', '', 'Robot piecing failures', '机器人接头失败数'),
  counter('piecing/downSeconds', 's', 'Seconds of ends down until pieced', '断头等待秒数', {
    datatype: 'Double',
    meaning:
      'Sum of the time between break and piecing over all ends pieced; divided by ends pieced it is the mean response',
  }),
  gauge('piecing/lastResponse', 's', 'Last response', '上次接头响应', {
    range: [0, 36_000],
    meaning: 'Seconds from break to piecing of the last end pieced',
  }),
  counter('creel/bobbinsChanged', '', 'Roving bobbins changed', '换粗纱数'),
  source('roving/frames', 'Roving frames', '供纱粗纱机', 'Roving frames'),
  source('roving/drawFrames', 'Draw frames', '供条并条机', 'Finisher draw frames'),
  source('roving/baleLots', 'Bale lots', '原棉批号', 'Bale lots'),
  counter('work/patrolRounds', '', 'Patrol rounds', '巡回次数'),
  counter('work/cleaningRounds', '', 'Cleaning rounds', '清洁次数'),
  gauge('work/sinceCleaning', 'h', 'Since the last cleaning round', '距上次清洁', {
    range: [0, 10_000],
    deadband: 0.1,
    periodMs: MINUTE_MS,
  }),
  counter('stops/count', '', 'Unplanned stops', '故障停车次数'),
  counter('stops/seconds', 's', 'Seconds stopped unplanned', '故障停车秒数', { datatype: 'Double' }),
  gauge('suction/drafting', 'Pa', 'Drafting suction', '笛管负压', { range: [0, 2000], deadband: 2 }),
  gauge('suction/compact', 'Pa', 'Compact suction', '集聚负压', { range: [0, 4000], deadband: 5 }),
  gauge('air/pressure', 'bar', 'Air pressure', '压缩空气压力', {
    range: [0, 10],
    deadband: 0.05,
    periodMs: 5000,
    meaning: 'Compressed air at the doffer of the frame',
  }),
  gauge('inverter/temperature', '°C', 'Inverter temperature', '变频器温度', {
    range: [0, 120],
    deadband: 0.2,
    periodMs: 5000,
  }),
  gauge('cleaner/position', 'm', 'Travelling cleaner position', '巡回清洁器位置', {
    range: [0, 100],
    deadband: 1,
    periodMs: 5000,
  }),
  gauge('traveller/speed', 'm/s', 'Traveller speed', '钢丝圈线速度', { range: [0, 50], deadband: 0.05 }),
  gauge('traveller/age', 'h', 'Traveller age', '钢丝圈使用时间', {
    range: [0, 1000],
    deadband: 0.1,
    periodMs: MINUTE_MS,
  }),
  gauge('traveller/changeAfter', 'h', 'Traveller change planned at', '计划换圈周期', {
    range: [0, 1000],
    periodMs: MINUTE_MS,
    meaning:
      'Running hours after which the maintenance plan has the travellers changed, at the next doff of the day shift',
  }),
  {
    name: 'spindles/state',
    datatype: 'UInt8Array',
    unit: '',
    deadband: 0,
    periodMs: MINUTE_MS,
    nature: 'array',
    history: 'spindles',
    en: 'Spindle states',
    zh: '锭子状态',
    meaning: 'One byte a spindle, position 1 first: low nibble state, high nibble flags; in the birth and each minute',
  },
  {
    name: 'spindles/rpm',
    datatype: 'UInt16Array',
    unit: 'rpm',
    range: [0, 25_000],
    deadband: 0,
    periodMs: 1000,
    nature: 'array',
    history: 'spindles',
    en: 'Traveller speeds',
    zh: '钢丝圈转速',
    meaning: 'Traveller speed of each spindle, position 1 first, each second',
  },
  {
    name: 'spindles/transitions',
    datatype: 'DataSet',
    unit: '',
    deadband: 0,
    periodMs: 1000,
    nature: 'array',
    history: 'spindles',
    en: 'Spindle transitions',
    zh: '锭子状态变化',
    meaning:
      'Rows (position, state, offset): the spindle took this state at the metric timestamp plus offset milliseconds',
  },
]
