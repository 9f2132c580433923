import type { BreakCause, MachineKind, MachineryItemState, ReasonCode, Role } from '@wanding/mill'

/** Tasks of people and robots; each belongs to one role of the staffing norms. */
export const TASKS = [
  'piece',
  'clear-lap',
  'creel',
  'attend-doff',
  'transport-cops',
  'patrol',
  'clean',
  'serve-floor',
  'serve-packing',
  'repair-frame',
  'repair-doffer',
  'repair-rogue',
  'change-tape',
  'repair-idle',
  'change-travellers',
] as const
export type TaskKind = (typeof TASKS)[number]

/** The role whose work a task is. */
export const ROLE_OF_TASK: Readonly<Record<TaskKind, Role>> = {
  piece: 'ring-piecing',
  'clear-lap': 'ring-piecing',
  creel: 'ring-creeling',
  'attend-doff': 'ring-doffing',
  'transport-cops': 'cop-transport',
  patrol: 'ring-patrol',
  clean: 'ring-cleaning',
  'serve-floor': 'floor-transport',
  'serve-packing': 'packing',
  'repair-frame': 'shift-mechanics',
  'repair-doffer': 'shift-mechanics',
  'repair-rogue': 'day-fitters',
  'change-tape': 'day-fitters',
  'repair-idle': 'day-fitters',
  'change-travellers': 'day-fitters',
}

/** A spindle took a new state. `cause` and `breakClass` are truth: they never travel in telemetry. */
export interface SpindleEvent {
  kind: 'spindle'
  atMs: number
  /** 0-based. */
  frame: number
  /** 1-based. */
  position: number
  /** State code with its flags. */
  state: number
  cause?: BreakCause
  breakClass?: 'running' | 'start-up'
  /** On return to production: seconds since the end came down. */
  downSeconds?: number
}

/** A person or a robot finished a task. Seconds count walking and work, not waiting. */
export interface TaskEvent {
  kind: 'task'
  atMs: number
  role: Role
  task: TaskKind
  /** 0-based; -1 where the task is not at a ring frame. */
  frame: number
  /** 1-based; 0 where the task is not at one spindle. */
  position: number
  personSeconds: number
  waitedSeconds: number
  by: 'person' | 'robot'
}

/** A ring frame took a new state. */
export interface FrameEvent {
  kind: 'frame'
  atMs: number
  /** 0-based. */
  frame: number
  state: MachineryItemState
  reason: ReasonCode
}

/** A doff ended and the frame starts again. */
export interface DoffEvent {
  kind: 'doff'
  atMs: number
  /** 0-based. */
  frame: number
  cops: number
  stopSeconds: number
}

/** Another machine took a new state. */
export interface MachineEvent {
  kind: 'machine'
  atMs: number
  machine: MachineKind
  /** 0-based. */
  index: number
  state: MachineryItemState
  reason: ReasonCode
}

/** A crew took over. */
export interface ShiftEvent {
  kind: 'shift'
  atMs: number
  crew: string
  /** 1-based shift of the day. */
  shift: number
}

/** Everything that happens in the mill, in order of time. */
export type MillEvent = SpindleEvent | TaskEvent | FrameEvent | DoffEvent | MachineEvent | ShiftEvent
export type OnMillEvent = (event: MillEvent) => void
