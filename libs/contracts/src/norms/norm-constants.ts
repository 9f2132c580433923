import type { NormConstants } from '@wanding/mill'

/** Departments by which constants are edited, in the order of the norms file. */
export const NORM_GROUPS = [
  'ring-frames',
  'blowroom',
  'carding',
  'combing',
  'finisher',
  'roving',
  'ring-room',
  'doffing',
  'winding',
  'packing',
  'floor',
  'shift-posts',
  'day-posts',
] as const
export type NormGroup = (typeof NORM_GROUPS)[number]

/** What a number of the norms is: where it belongs, its unit and its meaning in both languages. */
export interface NormMeaning {
  group: NormGroup | 'rules'
  unit: { en: string; zh: string }
  name: { en: string; zh: string }
}

type Row = readonly [group: NormGroup, en: string, zh: string, unitEn: string, unitZh: string]

const ROWS: Readonly<Record<keyof NormConstants, Row>> = {
  spindleSpeedRpm: ['ring-frames', 'Spindle speed, mean over a doff', '锭速（一落纱平均）', 'rpm', 'rpm'],
  frameEfficiency: ['ring-frames', 'Efficiency of a frame', '细纱机效率', 'fraction', '比值'],
  copG: ['ring-frames', 'Yarn on a full cop', '满管纱重', 'g', 'g'],
  spindlesPerFrame: ['ring-frames', 'Spindles of a frame', '每台锭数', 'spindles', '锭'],
  baleKg: ['blowroom', 'Weight of a bale', '棉包重量', 'kg', 'kg'],
  baleMinutes: ['blowroom', 'Bring, open and lay down a bale', '运包、开包、上包', 'min per bale', '分/包'],
  blowroomLines: ['blowroom', 'Blowroom lines', '清花线数', 'lines', '线'],
  blowroomLineMinutes: ['blowroom', 'Tending a line', '看管一条清花线', 'min per line and shift', '分/线·班'],
  wasteMinutes: ['blowroom', 'Waste of the blowroom', '清花落棉处理', 'min per shift', '分/班'],
  cardCanKg: ['carding', 'Sliver in a card can', '生条筒重', 'kg', 'kg'],
  cardCanMinutes: ['carding', 'Change and move a card can', '换运生条筒', 'min per can', '分/筒'],
  cards: ['carding', 'Cards', '梳棉机台数', 'machines', '台'],
  cardMinutes: ['carding', 'Tending a card', '看管一台梳棉机', 'min per card and shift', '分/台·班'],
  breakerCanKg: ['combing', 'Sliver in a breaker can', '预并条筒重', 'kg', 'kg'],
  breakerCanMinutes: ['combing', 'Change and move a breaker can', '换运预并条筒', 'min per can', '分/筒'],
  lapKg: ['combing', 'Weight of a lap', '小卷重量', 'kg', 'kg'],
  lapMinutes: ['combing', 'Carry and change a lap, piece the batt', '运卷、换卷、接头', 'min per lap', '分/卷'],
  combers: ['combing', 'Combers', '精梳机台数', 'machines', '台'],
  comberMinutes: ['combing', 'Tending a comber', '看管一台精梳机', 'min per comber and shift', '分/台·班'],
  finisherCanKg: ['finisher', 'Sliver in a finisher can', '熟条筒重', 'kg', 'kg'],
  finisherCanMinutes: ['finisher', 'A can at the draw frame', '并条换筒', 'min per can', '分/筒'],
  finisherDeliveries: ['finisher', 'Deliveries', '末并眼数', 'deliveries', '眼'],
  finisherDeliveryMinutes: ['finisher', 'Tending a delivery', '看管一眼末并', 'min per delivery and shift', '分/眼·班'],
  rovingCanMinutes: ['roving', 'A finisher can in the creel', '粗纱机后换筒', 'min per can', '分/筒'],
  rovingSpindles: ['roving', 'Roving spindles', '粗纱锭数', 'spindles', '锭'],
  rovingBreaksPer1000SpindleHours: ['roving', 'Roving breaks', '粗纱断头率', 'per 1,000 spindle-hours', '次/千锭时'],
  rovingPieceMinutes: ['roving', 'Piece a roving break', '粗纱接头', 'min per break', '分/次'],
  rovingBobbinKg: ['roving', 'Roving on a bobbin', '粗纱卷装重量', 'kg', 'kg'],
  rovingDoffMinutes: ['roving', 'Doff a roving bobbin', '粗纱落纱', 'min per bobbin', '分/只'],
  rovingTentMinutesPer100Spindles: [
    'roving',
    'Tending of roving frames',
    '粗纱看台',
    'min per 100 spindles and shift',
    '分/百锭·班',
  ],
  rovingTransportMinutes: [
    'roving',
    'Move a roving bobbin, clean its tube',
    '粗纱运输与清管',
    'min per bobbin',
    '分/只',
  ],
  breaksPer1000SpindleHours: ['ring-room', 'Running end breaks', '细纱断头率', 'per 1,000 spindle-hours', '根/千锭时'],
  startUpLoss: [
    'ring-room',
    'Ends that break at the start after a doff',
    '开车断头比例',
    'fraction of ends',
    '占锭数比例',
  ],
  robotShare: ['ring-room', 'Ends that robots piece', '机器人接头比例', 'fraction of ends', '占断头比例'],
  pieceMinutes: [
    'ring-room',
    'Piece an end, walking in the round included',
    '接一根头（含巡回行走）',
    'min per end',
    '分/根',
  ],
  lapExtraMinutes: [
    'ring-room',
    'Cut out a lap, beyond a piecing; where laps are counted',
    '清除缠绕（超出接头，计数时）',
    'min per lap',
    '分/次',
  ],
  creelMinutes: ['ring-room', 'Change a roving bobbin', '换粗纱', 'min per bobbin', '分/只'],
  patrolMinutesPer1000Spindles: [
    'ring-room',
    'Patrol and inspection',
    '巡回检查',
    'min per 1,000 spindles and shift',
    '分/千锭·班',
  ],
  cleaningMinutesPer1000Spindles: ['ring-room', 'Cleaning', '清洁', 'min per 1,000 spindles and shift', '分/千锭·班'],
  frameDoffMinutes: ['doffing', 'Doff of a frame', '细纱机落纱', 'min per doff', '分/落'],
  copTransportMinutes: ['doffing', 'Cop transport and tube sorting', '管纱运输与理管', 'min per doff', '分/落'],
  copMinutes: ['winding', 'Feed a cop', '喂管纱', 'min per cop', '分/只'],
  windingSpindles: ['winding', 'Winding spindles', '络筒锭数', 'spindles', '锭'],
  windingSpindleMinutes: [
    'winding',
    'Attendance of a winding spindle',
    '看管一络筒锭',
    'min per spindle and shift',
    '分/锭·班',
  ],
  coneKg: ['packing', 'Yarn on a cone', '筒纱重量', 'kg', 'kg'],
  coneMinutes: ['packing', 'Inspect, bag, label and carton a cone', '验筒、套袋、贴标、装箱', 'min per cone', '分/只'],
  floorMinutes: ['floor', 'Transport, floor cleaning, waste house', '运输、地面清扫、废棉间', 'min per shift', '分/班'],
  utilitiesPosts: ['shift-posts', 'Air conditioning and compressed air', '空调与空压值班', 'posts a shift', '岗/班'],
  mechanicsPosts: ['shift-posts', 'Shift mechanics and electricians', '轮班机电', 'posts a shift', '岗/班'],
  leadingPosts: ['shift-posts', 'Shift leaders and control room', '轮班长与中控', 'posts a shift', '岗/班'],
  qualityPosts: ['shift-posts', 'Shift quality control', '轮班质检', 'posts a shift', '岗/班'],
  fitterDayPosts: ['day-posts', 'Maintenance fitters', '保全工', 'day posts', '常日班岗'],
  laboratoryDayPosts: ['day-posts', 'Laboratory, technology, planning', '试验室、工艺、计划', 'day posts', '常日班岗'],
  storesDayPosts: ['day-posts', 'Stores, roll and cot shop', '仓库、皮辊间', 'day posts', '常日班岗'],
}

/** Unit and meaning of each constant that an automation measure may change, in the order of the norms file. */
export const NORM_CONSTANTS: Readonly<Record<keyof NormConstants, NormMeaning>> = Object.fromEntries(
  Object.entries(ROWS).map(([key, [group, en, zh, unitEn, unitZh]]) => [
    key,
    { group, name: { en, zh }, unit: { en: unitEn, zh: unitZh } },
  ]),
) as Record<keyof NormConstants, NormMeaning>
