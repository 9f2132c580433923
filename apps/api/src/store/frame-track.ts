import { SPINDLE_STATE_MASK, SpindleState } from '@wanding/mill'
import type { SpindleReading, SpindleTransition } from '../bus'
import type { FrameRollupRow, SpindleSecondRow, TransitionRow } from './history-store.port'
import { MINUTE_MS, minuteOf, SpindleMinute } from './spindle-minute'

/** Rows that a message of a frame makes. */
export interface FrameRows {
  seconds: SpindleSecondRow[]
  transitions: TransitionRow[]
  rollups: FrameRollupRow[]
}

interface Frame {
  run: string
  mill: string
  machine: string
}

/** One frame followed through its messages: which state each spindle is in, since when, and its running minute. */
export class FrameTrack {
  private states: Uint8Array
  /** Up to which mill time each spindle's state is accounted for. */
  private readonly accountedMs: Float64Array
  private minute: SpindleMinute | undefined
  private rpm: Uint16Array | undefined
  /** False before the first snapshot and after an interruption: then nobody knows what the states were. */
  private known = false
  private heardMs = 0
  private secondMs = 0

  constructor(
    private readonly frame: Frame,
    readonly spindles: number,
  ) {
    this.states = new Uint8Array(spindles)
    this.accountedMs = new Float64Array(spindles)
  }

  take(reading: SpindleReading, rows: FrameRows): void {
    const { atMs, rpm, states } = reading
    const late: SpindleTransition[] = []
    const boundary = minuteOf(atMs)
    this.minute ??= new SpindleMinute(this.spindles, boundary)
    for (const transition of inOrder(reading.transitions)) {
      if (transition.position > this.spindles) continue
      if (transition.atMs < boundary) this.change(transition, rows)
      else late.push(transition)
    }
    if (boundary > this.minute.startsMs) this.closeMinute(boundary, rows)
    for (const transition of late) this.change(transition, rows)
    if (states) this.snapshot(states, atMs)
    if (rpm) this.speeds(rpm, atMs, rows)
    this.heard(atMs)
  }

  /** The frame was heard of at this mill time, be it only by a scalar. */
  heard(atMs: number): void {
    this.heardMs = Math.max(this.heardMs, atMs)
  }

  /** The speeds of a frame that stands do not change and are not sent: the second is stored with the last ones. */
  secondDue(periodMs: number): SpindleSecondRow | undefined {
    if (!this.known || !this.rpm || this.heardMs - this.secondMs < periodMs) return undefined
    this.secondMs = this.heardMs
    return this.second(this.heardMs, this.rpm)
  }

  /**
   * The line to the frame is lost: what follows is not known, neither states nor for how long. The answer is a track
   * that stands where this one stood, to be continued with what the gateway had stored meanwhile.
   */
  breakOff(rows: FrameRows): FrameTrack {
    const past = new FrameTrack(this.frame, this.spindles)
    if (this.known) for (let index = 0; index < this.spindles; index++) this.account(index, this.heardMs)
    if (this.minute) rows.rollups.push({ ...this.frame, ...this.minute.upTo(this.minute.startsMs + MINUTE_MS) })
    past.states = this.states.slice()
    past.accountedMs.set(this.accountedMs)
    past.minute = this.minute
    past.known = this.known
    this.minute = undefined
    this.known = false
    this.rpm = undefined
    return past
  }

  private change({ position, state, atMs }: SpindleTransition, rows: FrameRows): void {
    const index = position - 1
    const before = this.states[index]! & SPINDLE_STATE_MASK
    const after = state & SPINDLE_STATE_MASK
    // Without a snapshot the state before is unknown; an end that is reported down has most likely just broken.
    const broke = after === SpindleState.endDown && (!this.known || before === SpindleState.producing)
    if (this.known) this.account(index, atMs)
    if (broke) this.minute!.broke(index)
    this.states[index] = state
    rows.transitions.push({ ...this.frame, position, state, atMs, broke })
  }

  private snapshot(states: Uint8Array, atMs: number): void {
    if (this.known) for (let index = 0; index < this.spindles; index++) this.account(index, atMs)
    else this.accountedMs.fill(atMs)
    this.states = states.slice()
    this.known = true
  }

  private speeds(rpm: Uint16Array, atMs: number, rows: FrameRows): void {
    this.rpm = rpm
    this.secondMs = atMs
    this.minute!.speeds(rpm, this.states)
    rows.seconds.push(this.second(atMs, rpm))
  }

  private second(atMs: number, rpm: Uint16Array): SpindleSecondRow {
    return { ...this.frame, atMs, rpm, states: this.states.slice() }
  }

  private closeMinute(boundaryMs: number, rows: FrameRows): void {
    if (this.known) for (let index = 0; index < this.spindles; index++) this.account(index, boundaryMs)
    rows.rollups.push({ ...this.frame, ...this.minute!.close(boundaryMs) })
  }

  private account(index: number, untilMs: number): void {
    const fromMs = this.accountedMs[index]!
    if (untilMs <= fromMs) return
    this.minute?.spent(index, this.states[index]!, untilMs - fromMs)
    this.accountedMs[index] = untilMs
  }
}

const inOrder = (transitions: readonly SpindleTransition[] = []): readonly SpindleTransition[] =>
  [...transitions].sort((a, b) => a.atMs - b.atMs)
