import type { Role } from '../codes'
import type { WorkEvent } from '../staffing'

/** What one ring frame did in one shift; null where the mill does not record it. */
export interface FrameShift {
  date: string
  shift: string
  frame: string
  spindleHours: number
  runningBreaks: number
  startUpBreaks: number | null
  doffs: number | null
  spindles: number | null
  countNe: number | null
  /** Set speed, of the body of the cop. */
  rpm: number | null
  humidityPercent: number | null
  endsDownPercent: number | null
}

/** What one spindle did over a time. */
export interface SpindleCount {
  frame: string
  position: number
  spindleHours: number
  runningBreaks: number
}

/** The people of one role in one shift, and the events that they worked on. */
export interface RoleShift {
  date: string
  shift: string
  role: Role
  shiftHours: number
  persons: number
  /** Minutes of work, where they were measured; else all of the effective time of the persons is taken. */
  minutes: number | null
  events: { [K in WorkEvent]?: number }
}
