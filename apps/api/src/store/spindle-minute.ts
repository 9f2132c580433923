import { SPINDLE_STATE_MASK, SpindleState } from '@wanding/mill'
import type { FrameRollupRow } from './history-store.port'

export const MINUTE_MS = 60_000
const MOST_BREAKS = 0xff
const MOST_WORD = 0xffff

type Rollup = Pick<FrameRollupRow, 'atMs' | 'spanMs' | 'breaks' | 'producingSeconds' | 'downSeconds' | 'meanRpm'>

/** What happened to the spindles of a frame in the running minute of mill time. */
export class SpindleMinute {
  private readonly breaks: Uint32Array
  private readonly producingMs: Float64Array
  private readonly downMs: Float64Array
  private readonly rpmSum: Float64Array
  private readonly rpmCount: Uint32Array

  constructor(
    spindles: number,
    private beginMs: number,
  ) {
    this.breaks = new Uint32Array(spindles)
    this.producingMs = new Float64Array(spindles)
    this.downMs = new Float64Array(spindles)
    this.rpmSum = new Float64Array(spindles)
    this.rpmCount = new Uint32Array(spindles)
  }

  get startsMs(): number {
    return this.beginMs
  }

  /** The spindle was in this state for so long. */
  spent(index: number, state: number, ms: number): void {
    if (ms <= 0) return
    const code = state & SPINDLE_STATE_MASK
    if (code === SpindleState.producing) this.producingMs[index]! += ms
    else if (code === SpindleState.endDown) this.downMs[index]! += ms
  }

  broke(index: number): void {
    this.breaks[index]! += 1
  }

  speeds(rpm: Uint16Array, states: Uint8Array): void {
    for (let index = 0; index < rpm.length; index++) {
      if ((states[index]! & SPINDLE_STATE_MASK) !== SpindleState.producing) continue
      this.rpmSum[index]! += rpm[index]!
      this.rpmCount[index]! += 1
    }
  }

  /** What is known of it so far, as a rollup up to `endMs`. Plain loops: all frames close their minute in the same tick. */
  upTo(endMs: number): Rollup {
    const { breaks, producingMs, downMs, rpmSum, rpmCount } = this
    const spindles = breaks.length
    const rollup = {
      atMs: this.beginMs,
      spanMs: endMs - this.beginMs,
      breaks: new Uint8Array(spindles),
      producingSeconds: new Uint16Array(spindles),
      downSeconds: new Uint16Array(spindles),
      meanRpm: new Uint16Array(spindles),
    }
    for (let index = 0; index < spindles; index++) {
      rollup.breaks[index] = Math.min(breaks[index]!, MOST_BREAKS)
      rollup.producingSeconds[index] = seconds(producingMs[index]!)
      rollup.downSeconds[index] = seconds(downMs[index]!)
      rollup.meanRpm[index] = Math.round(rpmSum[index]! / (rpmCount[index]! || 1))
    }
    return rollup
  }

  /** The rollup up to `endMs`, and a fresh minute from there. */
  close(endMs: number): Rollup {
    const rollup = this.upTo(endMs)
    this.beginMs = endMs
    for (const array of [this.breaks, this.producingMs, this.downMs, this.rpmSum, this.rpmCount]) array.fill(0)
    return rollup
  }
}

const seconds = (ms: number): number => Math.min(Math.round(ms / 1000), MOST_WORD)

export const minuteOf = (atMs: number): number => Math.floor(atMs / MINUTE_MS) * MINUTE_MS
