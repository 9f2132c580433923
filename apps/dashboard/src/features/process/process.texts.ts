import { texts } from '../../shared/i18n/texts'
import type { MachineShape } from '../../shared/machines/machine-look'

export const PROCESS = texts({
  title: ['Process, bale to store', '工艺流程：从棉包到成品库'],
  services: ['What serves it', '公用工程与人员'],
  running: ['{running} of {all} run', '{all} 台中 {running} 台运转'],
  lowest: ['{signal}, lowest', '{signal}（最低）'],
  full: ['full', '库容率'],
  ran: ['Ran', '运转率'],
  ranHow: ['Share of the last hour in which the machines were executing.', '近一小时内处于运转状态的时间占比。'],
  figures: ['Mean of those that run', '运转机台平均'],
  all: ['All {all}', '全部 {all} 台'],
  allOf: ['All {all} machines: {kind}', '{kind}：全部 {all} 台机台'],
  tiles: ['Machines of {kind}, arrow keys move, Enter opens', '{kind}机台，方向键移动，回车打开'],
  standing: ['Now not running', '当前未运转'],
  allRun: ['All run.', '全部运转。'],
  stops: ['Stops, last hour', '停车（近一小时）'],
  noStops: ['none', '无'],
  times: ['{minutes} min', '{minutes} 分钟'],
  count: ['{count}×', '{count} 次'],
  worst: ['Look first at', '优先查看'],
  ranOnly: ['ran {percent} %', '运转率 {percent} %'],
  mostly: ['mostly {reason}', '主要停因：{reason}'],
  wellAll: ['no machine stands out', '无突出机台'],
  delivered: ['Delivered', '产出'],
  takes: ['{kind} took', '{kind}耗用'],
  hour: ['1 h', '一小时'],
  balance: ['Material, last hour', '物料平衡（近一小时）'],
  balanceHow: [
    'Delivered: from the machines’ own counters. Taken: what the next stage delivered, plus its usual waste, noil as measured. A difference fills or empties what lies between them.',
    '产出取自机台计数器；耗用为下一工序产出加其常规落棉，精梳落棉按实测计。两者之差使中间储存增减。',
  ],
  buffers: ['In between', '中间储存'],

  outside: ['outside 55 to 60 %', '超出 55 至 60 %'],
  people: ['People', '人员'],
  noCrew: ['No crew has reported.', '尚无班组上报。'],
  crew: ['Crew {crew}, shift {shift}', '{crew} 班，第 {shift} 班次'],
  onShift: ['On shift', '当班人数'],
  dayStaff: ['Day staff', '常日班'],
  open: ['Tasks waiting', '待办任务'],
  tenters: ['Ring tenters at work', '细纱值车工作业'],
  robots: ['Piecing robots at work', '接头机器人作业'],
  staffing: ['Staffing', '用工'],
  legend: ['Signs', '图例'],
  none: [
    'No machine of the process has reported yet. Each appears here with its birth.',
    '尚无工艺机台上报，上线后即在此显示。',
  ],
  hourFailed: ['The figures of the last hour could not be fetched.', '未能取得近一小时数据。'],
})

export const SHAPE_WORDS = texts<MachineShape>({
  runs: ['Running', '运转'],
  changes: ['Doff or change', '落纱或换卷换筒'],
  waits: ['Waiting: material, room or people', '等待：缺料、满储或待人'],
  stands: ['Stopped, fault', '停车或故障'],
  maintenance: ['Maintenance', '保养'],
  idle: ['Idle', '停台'],
  offline: ['Offline', '离线'],
  unknown: ['Not known', '不明'],
})

export const LIST = texts({
  worstFirst: ['Worst first', '异常优先'],
  summary: ['{running} of {all} run', '{all} 台中 {running} 台运转'],
  machine: ['Machine', '机号'],
  state: ['State', '状态'],
  since: ['For', '持续'],
  ran: ['Ran, 1 h', '一小时运转率'],
  longest: ['Longest stop, 1 h', '一小时主要停因'],
  zone: ['Zone', '空调区'],
  none: [
    'No machine of this kind has reported: the mill may not have any.',
    '尚无此类机台上报，该厂可能没有此类机台。',
  ],
  back: ['Process', '工艺流程'],
})
