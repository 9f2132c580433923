import { ROLES } from '@wanding/mill'
import { gauge, type Signal, word } from './signal'

const ROLE_NAMES: Readonly<Record<(typeof ROLES)[number], readonly [en: string, zh: string]>> = {
  blowroom: ['Blowroom, bale opening', '清花拆包'],
  carding: ['Carding', '梳棉'],
  'combing-preparation': ['Breaker draw, lap former, combers', '预并条卷精梳'],
  'finisher-drawing': ['Finisher drawing', '末并'],
  roving: ['Roving tenting and doffing', '粗纱值车落纱'],
  'roving-transport': ['Roving transport, tube cleaning', '粗纱运输清管'],
  'ring-piecing': ['Ring: piecing', '细纱接头'],
  'ring-creeling': ['Ring: roving change', '细纱换粗纱'],
  'ring-patrol': ['Ring: patrol', '细纱巡回'],
  'ring-cleaning': ['Ring: cleaning', '细纱清洁'],
  'ring-doffing': ['Ring doffing attendance', '细纱落纱'],
  'cop-transport': ['Cop transport, tube sorting', '运管理管'],
  winding: ['Winding', '络筒'],
  packing: ['Packing', '包装'],
  'floor-transport': ['Transport, floor, waste house', '运输清扫回花'],
  utilities: ['Utilities', '空调空压'],
  'shift-mechanics': ['Shift mechanics, electricians', '轮班保养电工'],
  'shift-leading': ['Shift leader, control room', '轮班管理调度'],
  'shift-quality': ['Shift quality control', '轮班质检'],
  'day-fitters': ['Day fitters', '常日班保全'],
  'day-laboratory': ['Laboratory, planning', '试验工艺计划'],
  'day-stores': ['Stores, roll shop', '仓库皮辊间'],
}

/** Name of a role in both languages, as tables and labels print it. */
export const roleName = (role: (typeof ROLES)[number]): { en: string; zh: string } => ({
  en: ROLE_NAMES[role][0],
  zh: ROLE_NAMES[role][1],
})

const MINUTE_MS = 60_000

/** The mill itself: what a staffing figure must be read with (domain 4.1), and whether it is simulated. */
export const MILL: readonly Signal[] = [
  word('machine/kind', 'Machine kind', '机器类型', 'Kind of machine, one of the kinds of this reference', 'none'),
  word('mill/nameEn', 'Mill', '纺纱厂', 'Name of the mill in English', 'none'),
  word('mill/nameZh', 'Mill (Chinese)', '纺纱厂名', 'Name of the mill in Chinese', 'none'),
  {
    name: 'mill/simulated',
    datatype: 'Boolean',
    unit: '',
    deadband: 0,
    periodMs: MINUTE_MS,
    nature: 'text',
    history: 'none',
    en: 'Simulated',
    zh: '仿真',
    meaning: 'True where the telemetry comes from a simulator',
  },
  gauge('mill/clockSpeed', '×', 'Clock speed', '时钟倍速', {
    datatype: 'Double',
    range: [0, 3600],
    periodMs: MINUTE_MS,
    meaning: 'Seconds of mill time for a second of real time; 1 at a real mill',
  }),
  gauge('mill/utcOffset', 'min', 'UTC offset', '时区偏移', { datatype: 'Int32', periodMs: MINUTE_MS }),
  gauge('mill/spindles', '', 'Spindles installed', '安装锭数', { datatype: 'UInt32', periodMs: MINUTE_MS }),
  gauge('mill/count', 'Ne', 'Yarn count', '英支', { range: [4, 200], periodMs: MINUTE_MS }),
  word('mill/material', 'Material', '原料', 'cotton-combed, cotton-carded or man-made', 'none'),
  gauge('mill/fullProduction', 'g/spindle/h', 'Production at 100 %', '理论单产', {
    periodMs: MINUTE_MS,
    meaning: 'Grams per spindle-hour at set speed and twist without any loss: denominator of efficiency',
  }),
  word('mill/shiftSystem', 'Shift system', '班制', 'Shift system of domain 4.3'),
  gauge('mill/crews', '', 'Crews', '班组数', {
    datatype: 'Double',
    periodMs: MINUTE_MS,
    meaning: 'Crews on the roll; rotating rest days count: 2.33 for two crews of which a person rests one day in seven',
  }),
  gauge('mill/attendance', '', 'Attendance', '出勤率', { datatype: 'Double', range: [0.5, 1], periodMs: MINUTE_MS }),
  word('mill/measures', 'Automation measures', '自动化措施', 'Measures in force, comma separated: S1,S2,...'),
]

/** The crew on shift: who is logged on in which role; shared posts count as fractions of a person. */
export const CREW: readonly Signal[] = [
  word('machine/kind', 'Machine kind', '机器类型', 'Kind of machine, one of the kinds of this reference', 'none'),
  word('crew/name', 'Crew', '班组', 'Crew on shift'),
  gauge('crew/shift', '', 'Shift of the day', '班次', { datatype: 'UInt8', range: [1, 3] }),
  gauge('crew/shiftStart', 'ms', 'Shift began', '接班时间', { datatype: 'UInt64' }),
  gauge('crew/onShift', '', 'Persons on shift', '当班人数', { datatype: 'UInt16', range: [0, 1000] }),
  gauge('crew/dayStaff', '', 'Day staff', '常日班人数', { datatype: 'UInt16', range: [0, 1000] }),
  gauge('crew/openTasks', '', 'Tasks waiting', '待办任务数', {
    datatype: 'UInt32',
    meaning:
      'Tasks that wait for somebody on this shift: without rounds, of which some are always due, and without the list of the day fitters',
  }),
  gauge('crew/tentersBusy', '', 'Ring tenters at work', '细纱值车工作业人数', { datatype: 'UInt16' }),
  gauge('crew/robotsBusy', '', 'Piecing robots at work', '作业机器人数', { datatype: 'UInt16' }),
  ...ROLES.map((role) => {
    const { en, zh } = roleName(role)
    return gauge(`crew/persons/${role}`, '', en, zh, {
      range: [0, 1000],
      meaning: `Persons rostered on this ${role.startsWith('day-') ? 'day' : 'shift'} for: ${en}; a shared post counts by its share`,
    })
  }),
]
