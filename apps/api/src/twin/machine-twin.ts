import { type MachineKind, SPINDLE_STATE_MASK, SpindleState } from '@wanding/mill'
import type { MachineReading, ScalarValue, SpindleReading } from '../bus'

/** A ring frame sends its speeds each second; five missed ones are news. */
export const FRAME_STALE_MS = 5000
/** Other machines report by exception, so the age of their gateway's newest message counts. */
export const GATEWAY_STALE_MS = 15_000

/** The spindles of one frame as they are now. */
export interface SpindleTwin {
  states: Uint8Array
  rpm: Uint16Array
  /** End breaks of each in the last hour (break-hour.ts). */
  breaks: Uint8Array
}

/** What a message told of spindles; positions are 1-based. */
export interface SpindleNews {
  /** Whose state byte changed. */
  changed: number[]
  /** Whose end broke, and when. */
  broke: { position: number; atMs: number }[]
  /** Whose end was down and spins again. */
  pieced: number[]
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

  /** Takes over spindles. */
  applySpindles(reading: SpindleReading): SpindleNews {
    this.touch(reading)
    const news: SpindleNews = { changed: [], broke: [], pieced: [] }
    const count = reading.states?.length ?? reading.rpm?.length ?? this.spindles?.states.length ?? 0
    if (count === 0) return news
    if (!this.spindles || this.spindles.states.length !== count) {
      this.spindles = { states: new Uint8Array(count), rpm: new Uint16Array(count), breaks: new Uint8Array(count) }
    }
    const { states } = this.spindles
    const set = (index: number, state: number, atMs: number) => {
      const before = states[index]!
      if (before === state) return
      states[index] = state
      news.changed.push(index + 1)
      const was = before & SPINDLE_STATE_MASK
      const is = state & SPINDLE_STATE_MASK
      if (was === SpindleState.producing && is === SpindleState.endDown) news.broke.push({ position: index + 1, atMs })
      if (was === SpindleState.endDown && is === SpindleState.producing) news.pieced.push(index + 1)
    }
    const { states: snapshot } = reading
    if (snapshot) for (let i = 0; i < count; i++) set(i, snapshot[i]!, reading.atMs)
    for (const { position, state, atMs } of reading.transitions ?? []) {
      if (position >= 1 && position <= count) set(position - 1, state, atMs)
    }
    if (reading.rpm) this.spindles.rpm.set(reading.rpm)
    return news
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
