import { ROLES, type Role, TASKS, type TaskKind } from '@wanding/mill'
import { roleName } from './organisation'
import { counter, gauge, type Signal } from './signal'

const TASK_NAMES: Readonly<Record<TaskKind, readonly [en: string, zh: string]>> = {
  piece: ['Piece an end', '接头'],
  'clear-lap': ['Cut out a lapping', '清除缠罗拉'],
  creel: ['Change roving bobbins', '换粗纱'],
  'attend-doff': ['Attend a doff', '落纱看护'],
  'transport-cops': ['Take cops away', '运管纱'],
  patrol: ['Patrol a frame', '巡回'],
  clean: ['Clean a frame', '揩车'],
  'repair-frame': ['Repair a ring frame', '细纱机抢修'],
  'repair-doffer': ['Clear a doffer', '落纱机抢修'],
  'repair-rogue': ['Repair a rogue spindle', '修落后锭子'],
  'change-tape': ['Change a spindle tape', '换锭带'],
  'repair-idle': ['Bring an idle spindle back', '修空锭'],
  'change-travellers': ['Change travellers', '换钢丝圈'],
  'feed-bale': ['Open and lay down a bale', '拆包上棉'],
  'clear-blowroom': ['Clear a blowroom stop', '清花停台处理'],
  'inspect-ducts': ['Inspect the ducts after a spark', '火警后检查风管'],
  'change-card-can': ['Change a card can', '梳棉换筒'],
  'clear-card': ['Clear a card stop', '梳棉停台处理'],
  'change-breaker-can': ['Change a breaker draw can', '预并换筒'],
  'clear-breaker': ['Clear a breaker draw stop', '预并停台处理'],
  'change-lap': ['Change a lap and piece the batt', '换小卷搭头'],
  'clear-lap-former': ['Clear a lap former stop', '条并卷停台处理'],
  'clear-comber': ['Clear a comber stop', '精梳停台处理'],
  'change-finisher-can': ['Change a finisher draw can', '末并换筒'],
  'clear-finisher': ['Clear a finisher draw stop', '末并停台处理'],
  'creel-can': ['Creel a can at the roving frame', '粗纱机换筒'],
  'piece-roving': ['Piece a roving', '粗纱接头'],
  'doff-roving': ['Doff roving bobbins', '粗纱落纱'],
  'transport-roving': ['Take roving to the creel', '运粗纱'],
  'feed-cops': ['Feed cops to the winder', '络筒插管'],
  'clear-unit': ['Clear a winding unit', '处理红灯单锭'],
  'clear-jam': ['Clear a cop or tube jam', '清除堵管'],
  'clean-clearer': ['Clean a clearer head', '清洁电清'],
  pack: ['Pack a cone', '包装筒纱'],
  'clear-packing': ['Clear a packing line stop', '包装线停台处理'],
  'move-material': ['Move material by hand', '人工搬运'],
  'repair-utility': ['Repair a plant', '公用设备抢修'],
  'repair-machine': ['Repair a machine', '机台抢修'],
  'repair-unit': ['Repair a winding unit', '修络筒单锭'],
  'recalibrate-leveller': ['Recalibrate an autoleveller', '校准自调匀整'],
  'tend-blowroom': ['Tend a blowroom line', '清花看台'],
  'clear-waste': ['Clear the waste', '清理落棉'],
  'tend-card': ['Tend a card', '梳棉看台'],
  'tend-comber': ['Tend a comber', '精梳看台'],
  'tend-finisher': ['Tend a finisher delivery', '末并看台'],
  'tend-roving': ['Tend a roving frame', '粗纱看台'],
  'tend-winder': ['Tend a winder', '络筒看台'],
  'clean-floor': ['Clean the floor, carry waste', '清扫地面运回花'],
  'tend-utilities': ['Tend a plant', '公用设备巡检'],
  'inspect-frame': ['Inspect and oil a frame', '设备点检加油'],
  'lead-shift': ['Lead the shift', '轮班调度'],
  'take-sample': ['Take and test a sample', '取样试验'],
}

/** Name of a task in both languages, as tables and labels print it. */
export const taskName = (task: TaskKind): { en: string; zh: string } => ({
  en: TASK_NAMES[task][0],
  zh: TASK_NAMES[task][1],
})

const MINUTE_MS = 60_000

/** The work of the people, for all who want to know where the hours go: by role, and task by task. */
export const WORK: readonly Signal[] = [
  gauge('crew/absent', '', 'Persons missing', '缺勤人数', {
    datatype: 'UInt16',
    range: [0, 1000],
    meaning: 'Persons missing on this shift whom no relief worker stands in for',
  }),
  ...ROLES.flatMap((role) => workOfRole(role)),
  ...TASKS.flatMap((task) => {
    const { en, zh } = taskName(task)
    return [
      counter(`crew/done/${task}`, '', en, zh, {
        periodMs: MINUTE_MS,
        meaning: `Done by people since installation: ${en}`,
      }),
      gauge(`crew/open/${task}`, '', `${en}: waiting`, `${zh}待办`, {
        datatype: 'UInt32',
        periodMs: MINUTE_MS,
        meaning: `Waits for somebody: ${en}`,
      }),
    ]
  }),
]

function workOfRole(role: Role): Signal[] {
  const { en, zh } = roleName(role)
  return [
    gauge(`crew/absent/${role}`, '', `${en}: missing`, `${zh}缺勤`, {
      range: [0, 1000],
      periodMs: MINUTE_MS,
      meaning: `Persons missing for: ${en}; a shared post counts by its share`,
    }),
    gauge(`crew/busy/${role}`, '', `${en}: busy share`, `${zh}作业率`, {
      range: [0, 1],
      deadband: 0.02,
      periodMs: 5 * MINUTE_MS,
      meaning: `Share of the shift so far that the persons of the post with this role have worked, walking included: ${en}`,
    }),
    counter(`crew/minutes/${role}`, 'min', `${en}: work`, `${zh}工作量`, {
      datatype: 'Double',
      deadband: 1,
      periodMs: MINUTE_MS,
      meaning: `Person-minutes of work done since installation, walking included: ${en}`,
    }),
  ]
}
