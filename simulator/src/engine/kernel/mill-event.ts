import type {
  BreakCause,
  FaultKind,
  MachineKind,
  MachineryItemState,
  ReasonCode,
  ResponseKind,
  Role,
  TaskKind,
} from '@wanding/mill'

export { ROLE_OF_TASK, TASKS, type TaskKind } from '@wanding/mill'

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
  /** Where: kind and 0-based number. */
  machine: MachineKind
  index: number
  /** The ring frame, 0-based; -1 where the task is not at a ring frame. */
  frame: number
  /** 1-based spindle, unit or head; 0 where the task is at the whole machine. */
  position: number
  personSeconds: number
  robotSeconds: number
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

/** A fault began or ended. Truth: it never travels in telemetry. */
export interface FaultEvent {
  kind: 'fault'
  atMs: number
  fault: FaultKind
  /** As the mill calls it: RF03, RF03/417, Z01 … */
  place: string
  /** Full severity, in the unit of its kind. */
  severity: number
  phase: 'onset' | 'cured'
  by: 'itself' | 'people' | 'command'
}

/** An order against a fault was carried out. Truth, as the faults that it is going to cure. */
export interface ResponseEvent {
  kind: 'response'
  atMs: number
  response: ResponseKind
  place: string
  cures: FaultKind[]
}

/** Everything that happens in the mill, in order of time. */
export type MillEvent =
  | SpindleEvent
  | TaskEvent
  | FrameEvent
  | DoffEvent
  | MachineEvent
  | ShiftEvent
  | FaultEvent
  | ResponseEvent
export type OnMillEvent = (event: MillEvent) => void
