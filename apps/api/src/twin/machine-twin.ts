import { type MachineKind, SPINDLE_STATE_MASK } from '@wanding/mill'
import type { MachineReading, ScalarValue, SpindleReading } from '../bus'

/** A ring frame sends its speeds each second; five missed ones are news. */
export const FRAME_STALE_MS = 5000
/** Other machines report by exception, so the age of their gateway's newest message counts. */
export const GATEWAY_STALE_MS = 15_000

/** The spindles of one frame as they are now. */
export interface SpindleTwin {
  states: Uint8Array
  rpm: Uint16Array
}

/** The present of one machine, learned from telemetry only. */
export class MachineTwin {
  kind: MachineKind | string = ''
  online = false
  /** Mill time of the newest live value. */
  atMs = 0
  /** Real time of the newest live message. */
  receivedMs = 0
  spindles: SpindleTwin | undefined
  readonly metrics = new Map<string, ScalarValue>()
  readonly arrays = new Map<string, readonly number[]>()

  constructor(
    readonly id: string,
    public gateway: string,
  ) {}

  /** Takes over the scalars of a message. A birth replaces all of them. */
  apply(reading: MachineReading): void {
    if (reading.birth) {
      this.metrics.clear()
      this.arrays.clear()
      this.kind = reading.kind
      this.gateway = reading.gateway
      this.online = true
    }
    for (const [name, value] of reading.values) this.metrics.set(name, value)
    for (const [name, items] of reading.arrays ?? []) this.arrays.set(name, items)
    this.touch(reading)
  }

  /** Takes over spindles; returns the positions (1-based) whose state byte changed. */
  applySpindles(reading: SpindleReading): number[] {
    this.touch(reading)
    const count = reading.states?.length ?? reading.rpm?.length ?? this.spindles?.states.length ?? 0
    if (count === 0) return []
    if (!this.spindles || this.spindles.states.length !== count) {
      this.spindles = { states: new Uint8Array(count), rpm: new Uint16Array(count) }
    }
    const { spindles } = this
    const changed: number[] = []
    if (reading.states) {
      for (let i = 0; i < count; i++) if (spindles.states[i] !== reading.states[i]) changed.push(i + 1)
      spindles.states.set(reading.states)
    }
    for (const { position, state } of reading.transitions ?? []) {
      if (position < 1 || position > count || spindles.states[position - 1] === state) continue
      spindles.states[position - 1] = state
      changed.push(position)
    }
    if (reading.rpm) spindles.rpm.set(reading.rpm)
    return changed
  }

  number(name: string): number | null {
    const value = this.metrics.get(name)
    return typeof value === 'number' ? value : null
  }

  text(name: string): string | null {
    const value = this.metrics.get(name)
    return typeof value === 'string' ? value : null
  }

  /** Spindles in a state by the low nibble. */
  countState(code: number): number {
    let count = 0
    for (const state of this.spindles?.states ?? []) if ((state & SPINDLE_STATE_MASK) === code) count += 1
    return count
  }

  private touch(reading: { atMs: number; receivedMs: number }): void {
    this.atMs = Math.max(this.atMs, reading.atMs)
    this.receivedMs = Math.max(this.receivedMs, reading.receivedMs)
  }
}
