import type { Role } from '../codes'

/** Tasks of the ring room, whose times are keys of their own in the mill file. */
const RING_TASKS = {
  piece: 'ring-piecing',
  'clear-lap': 'ring-piecing',
  creel: 'ring-creeling',
  'attend-doff': 'ring-doffing',
  'transport-cops': 'cop-transport',
  patrol: 'ring-patrol',
  clean: 'ring-cleaning',
  'repair-frame': 'shift-mechanics',
  'repair-doffer': 'shift-mechanics',
  'repair-rogue': 'day-fitters',
  'change-tape': 'day-fitters',
  'repair-idle': 'day-fitters',
  'change-travellers': 'day-fitters',
} as const satisfies Record<string, Role>

/** Tasks that a machine asks for when something happens at it. */
const EVENT_TASK_ROLES = {
  'feed-bale': 'blowroom',
  'clear-blowroom': 'blowroom',
  'inspect-ducts': 'blowroom',
  'change-card-can': 'carding',
  'clear-card': 'carding',
  'change-breaker-can': 'combing-preparation',
  'clear-breaker': 'combing-preparation',
  'change-lap': 'combing-preparation',
  'clear-lap-former': 'combing-preparation',
  'clear-comber': 'combing-preparation',
  'change-finisher-can': 'finisher-drawing',
  'clear-finisher': 'finisher-drawing',
  'creel-can': 'roving',
  'piece-roving': 'roving',
  'doff-roving': 'roving',
  'transport-roving': 'roving-transport',
  'feed-cops': 'winding',
  'clear-unit': 'winding',
  'clear-jam': 'winding',
  'clean-clearer': 'winding',
  pack: 'packing',
  'clear-packing': 'packing',
  'move-material': 'floor-transport',
  'repair-utility': 'utilities',
  'repair-machine': 'shift-mechanics',
  'repair-unit': 'shift-mechanics',
  'recalibrate-leveller': 'shift-quality',
} as const satisfies Record<string, Role>

/** Tasks that come round again and again at each machine, or for the mill as a whole. */
const ROUND_TASK_ROLES = {
  'tend-blowroom': 'blowroom',
  'clear-waste': 'blowroom',
  'tend-card': 'carding',
  'tend-comber': 'combing-preparation',
  'tend-finisher': 'finisher-drawing',
  'tend-roving': 'roving',
  'tend-winder': 'winding',
  'clean-floor': 'floor-transport',
  'tend-utilities': 'utilities',
  'inspect-frame': 'shift-mechanics',
  'lead-shift': 'shift-leading',
  'take-sample': 'shift-quality',
} as const satisfies Record<string, Role>

export type EventTask = keyof typeof EVENT_TASK_ROLES
export type RoundTask = keyof typeof ROUND_TASK_ROLES
export type TaskKind = keyof typeof RING_TASKS | EventTask | RoundTask

/** The role whose work a task is; each task belongs to one role of the staffing norms. */
export const ROLE_OF_TASK: Readonly<Record<TaskKind, Role>> = {
  ...RING_TASKS,
  ...EVENT_TASK_ROLES,
  ...ROUND_TASK_ROLES,
}

/** Tasks of people and robots. The order is that of codes in a saved mill. */
export const TASKS = Object.keys(ROLE_OF_TASK) as readonly TaskKind[]
export const EVENT_TASKS = Object.keys(EVENT_TASK_ROLES) as readonly EventTask[]
export const ROUND_TASKS = Object.keys(ROUND_TASK_ROLES) as readonly RoundTask[]
