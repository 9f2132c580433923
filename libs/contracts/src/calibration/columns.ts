import { ROLES, WORK_EVENTS, type WorkEvent } from '@wanding/mill'

/** The kinds of file that a calibration reads; a file tells its kind by its heading. */
export const CALIBRATION_KINDS = ['frames', 'spindles', 'staffing'] as const
export type CalibrationKind = (typeof CALIBRATION_KINDS)[number]

/** What may stand in a column. */
export type ColumnType =
  | { type: 'date' }
  | { type: 'text' }
  | { type: 'role' }
  | { type: 'number'; least: number; most: number; whole: boolean }

/** A column of a calibration file: its name as a heading in both languages, what it means, what may stand in it. */
export interface CalibrationColumn {
  name: string
  zh: string
  unit: string
  meaning: { en: string; zh: string }
  /** Whether every file has the column, and every row a value in it. */
  needed: boolean
  holds: ColumnType
  example: string
}

const number = (least: number, most: number): ColumnType => ({ type: 'number', least, most, whole: false })
const whole = (least: number, most: number): ColumnType => ({ type: 'number', least, most, whole: true })

type Row = readonly [
  name: string,
  zh: string,
  unit: string,
  en: string,
  meaningZh: string,
  needed: boolean,
  holds: ColumnType,
  example: string,
]

const column = ([name, zh, unit, en, meaningZh, needed, holds, example]: Row): CalibrationColumn => ({
  name,
  zh,
  unit,
  meaning: { en, zh: meaningZh },
  needed,
  holds,
  example,
})

const DATE: Row = [
  'date',
  '日期',
  '',
  'Day on which the shift began, YYYY-MM-DD',
  '班次开始日期，YYYY-MM-DD',
  true,
  { type: 'date' },
  '2026-03-02',
]
const SHIFT: Row = ['shift', '班次', '', 'Name or number of the shift', '班次名称或编号', true, { type: 'text' }, '1']
const FRAME: Row = ['frame', '机台', '', 'Name of the ring frame', '细纱机台号', true, { type: 'text' }, 'RF01']
const HOURS = number(0, 10_000_000)
const BREAKS = whole(0, 10_000_000)

const EVENT_NAMES: Readonly<Record<WorkEvent, readonly [name: string, zh: string]>> = {
  bales: ['bales', '开包数'],
  cardCans: ['card_cans', '生条筒数'],
  breakerCans: ['breaker_cans', '预并条筒数'],
  laps: ['laps', '小卷数'],
  finisherCans: ['finisher_cans', '熟条筒数'],
  rovingBreaks: ['roving_breaks', '粗纱断头'],
  rovingBobbinsDoffed: ['roving_bobbins_doffed', '粗纱落纱数'],
  endsPiecedByPeople: ['ends_pieced_by_people', '人工接头数'],
  lapsCutOut: ['laps_cut_out', '人工清除缠花数'],
  rovingBobbinsCreeled: ['roving_bobbins_creeled', '换粗纱数'],
  frameDoffs: ['frame_doffs', '细纱落纱次数'],
  copsWound: ['cops_wound', '络筒管纱数'],
  conesPacked: ['cones_packed', '包装筒数'],
}

/** Column of each event that people work on. */
export const EVENT_COLUMNS: Readonly<Record<WorkEvent, string>> = Object.fromEntries(
  WORK_EVENTS.map((event) => [event, EVENT_NAMES[event][0]]),
) as Record<WorkEvent, string>

const events = WORK_EVENTS.map((event): Row => {
  const [name, zh] = EVENT_NAMES[event]
  const words = name.replaceAll('_', ' ')
  return [
    name,
    zh,
    '',
    `Events of the shift that this role worked on: ${words}`,
    `该岗位当班所处理的${zh}`,
    false,
    number(0, 10_000_000),
    '',
  ]
})

/** The columns of each kind of file, in the order of its template. */
export const CALIBRATION_COLUMNS: Readonly<Record<CalibrationKind, readonly CalibrationColumn[]>> = {
  frames: (
    [
      DATE,
      SHIFT,
      FRAME,
      [
        'spindle_hours',
        '锭时',
        'h',
        'Hours in which spindles ran, summed over the frame',
        '全台锭子运转小时之和',
        true,
        HOURS,
        '9340.5',
      ],
      ['running_breaks', '运转断头', '', 'End breaks while running', '正常运转中的断头根数', true, BREAKS, '58'],
      [
        'start_up_breaks',
        '开车断头',
        '',
        'End breaks in the first two minutes after a doff',
        '落纱开车后两分钟内断头根数',
        false,
        BREAKS,
        '17',
      ],
      ['doffs', '落纱次数', '', 'Doffs that began in the shift', '当班落纱次数', false, whole(0, 1000), '3'],
      ['spindles', '锭数', '', 'Installed spindles of the frame', '该台安装锭数', false, whole(1, 100_000), '1200'],
      ['count_ne', '英支', 'Ne', 'Yarn count', '纱线英支', false, number(4, 200), '40'],
      [
        'rpm',
        '锭速',
        'rpm',
        'Set speed of the spindles in the body of the cop',
        '设定锭速（中纱段）',
        false,
        number(4000, 25_000),
        '18500',
      ],
      [
        'rh',
        '相对湿度',
        '%',
        'Relative humidity at the frame, mean of the shift',
        '机台处相对湿度，当班平均',
        false,
        number(20, 95),
        '57.5',
      ],
      [
        'ends_down_percent',
        '断头锭率',
        '%',
        'Spindles with an end down, mean of the shift',
        '断头锭子百分率，当班平均',
        false,
        number(0, 100),
        '0.12',
      ],
    ] satisfies Row[]
  ).map(column),
  spindles: (
    [
      FRAME,
      ['position', '锭号', '', 'Spindle, counted from 1', '锭号，从 1 起', true, whole(1, 100_000), '642'],
      ['spindle_hours', '锭时', 'h', 'Hours in which the spindle ran', '该锭运转小时', true, HOURS, '648.0'],
      [
        'running_breaks',
        '运转断头',
        '',
        'End breaks of this spindle in that time',
        '该时段内该锭断头次数',
        true,
        BREAKS,
        '4',
      ],
    ] satisfies Row[]
  ).map(column),
  staffing: (
    [
      DATE,
      SHIFT,
      ['role', '岗位', '', `Role: ${ROLES.join(', ')}`, '岗位代码，见文档', true, { type: 'role' }, 'ring-piecing'],
      ['shift_hours', '班长', 'h', 'Length of the shift', '班次小时数', true, number(1, 24), '8'],
      [
        'persons',
        '人数',
        '',
        'Persons of the role at work; a shared person counts by the share',
        '当班该岗位出勤人数，兼岗按比例',
        true,
        number(0, 10_000),
        '6',
      ],
      [
        'minutes',
        '工作分钟',
        'min',
        'Minutes of work, where they were measured',
        '实测工作分钟（如有）',
        false,
        number(0, 1_000_000),
        '',
      ],
      ...events,
    ] satisfies Row[]
  ).map(column),
}

/** The heading and an example row, with a byte-order mark so that spreadsheets read the Chinese. */
export function renderTemplate(kind: CalibrationKind, language: 'en' | 'zh'): string {
  const columns = CALIBRATION_COLUMNS[kind]
  const heading = columns.map(({ name, zh }) => (language === 'zh' ? zh : name))
  return `\ufeff${heading.join(',')}\r\n${columns.map(({ example }) => example).join(',')}\r\n`
}
