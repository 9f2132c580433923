import { WORK_KINDS, type WorkKind } from '@wanding/contracts'
import type { MachineReading } from '../bus'
import type { MachineTwin } from './machine-twin'

/** How long work is remembered, mill time: long enough to find who was there, short enough to be where they are. */
export const WORK_WINDOW_MS = 120_000
/** Marks that are held; the oldest go first. */
const MOST_MARKS = 4096

/** The counters of a ring frame that tell of work at it. */
const COUNTERS: Readonly<Record<WorkKind, string>> = {
  'person-pieced': 'piecing/byPeople',
  'robot-pieced': 'piecing/byRobot',
  'robot-failed': 'piecing/robotFailures',
  creeled: 'creel/bobbinsChanged',
  patrolled: 'work/patrolRounds',
  cleaned: 'work/cleaningRounds',
}

export interface WorkTrace {
  machine: string
  /** 0 where only the frame is known. */
  position: number
  kind: WorkKind
  atMs: number
}

/** Where work was seen lately, told by counters that rose and by ends that spin again. */
export class WorkTrail {
  private traces: WorkTrace[] = []
  /** The piecing of the newest reading, whose spindles come right after it. */
  private piecing: WorkTrace | undefined

  /** Looks at a frame's reading before the twin takes it over. */
  note(frame: MachineTwin, reading: MachineReading): void {
    this.piecing = undefined
    if (reading.birth) return
    const { machine, atMs } = reading
    const rose = WORK_KINDS.filter((kind) => {
      const now = reading.values.get(COUNTERS[kind])
      const before = frame.number(COUNTERS[kind])
      return typeof now === 'number' && before !== null && now > before
    })
    const seen = rose.map((kind): WorkTrace => ({ machine, position: 0, kind, atMs }))
    this.traces.push(...seen)
    const pieced = seen.filter(({ kind }) => kind === 'person-pieced' || kind === 'robot-pieced')
    // Where people and robots pieced in the same second, nobody can say who was at which spindle.
    if (pieced.length === 1) this.piecing = pieced[0]
    if (this.traces.length > MOST_MARKS) this.traces.splice(0, this.traces.length - MOST_MARKS)
  }

  /** Ends of a frame that spin again, in the message of the reading that was noted last. */
  pieced(machine: string, atMs: number, positions: readonly number[]): void {
    const { piecing } = this
    if (piecing?.machine !== machine || piecing.atMs !== atMs) return
    this.piecing = undefined
    const [first, ...others] = positions
    if (first === undefined) return
    piecing.position = first
    for (const position of others) this.traces.push({ ...piecing, position })
  }

  /** The traces of the last two minutes, the oldest first. */
  recent(atMs: number): readonly WorkTrace[] {
    const from = this.traces.findIndex((trace) => trace.atMs > atMs - WORK_WINDOW_MS)
    this.traces = from < 0 ? [] : this.traces.slice(from)
    return this.traces
  }

  clear(): void {
    this.traces = []
    this.piecing = undefined
  }
}
