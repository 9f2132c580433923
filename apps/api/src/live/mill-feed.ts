import {
  encodeFrameRows,
  encodeSpindleChanges,
  type FrameLive,
  type MillRevision,
  type MillSnapshot,
} from '@wanding/contracts'
import type { MachineTwin, MillTwin } from '../twin'
import { asBytes } from './as-bytes'
import { frameRowOf } from './frame-row'

/** Breaks per 1,000 spindle-hours of a frame, from the KPI module. */
export type RateOf = (mill: string, machine: string) => number | null

/** The sequence of revisions of one mill: a snapshot plus the revisions after it is always the present. */
export class MillFeed {
  private rev = 0
  private staleBefore: boolean[] = []

  constructor(
    private readonly twin: MillTwin,
    private readonly rateOf: RateOf,
  ) {}

  snapshot(nowMs: number): MillSnapshot {
    const { twin } = this
    const states = new Uint8Array(twin.spindleCount)
    let at = 0
    for (const frame of twin.frames) {
      if (!frame.spindles) continue
      states.set(frame.spindles.states, at)
      at += frame.spindles.states.length
    }
    return {
      mill: twin.id,
      rev: this.rev,
      atMs: twin.atMs,
      run: twin.run,
      frames: twin.frames.map((frame) => ({
        id: frame.id,
        spindles: frame.spindles?.states.length ?? 0,
        gateway: frame.gateway,
        zone: frame.text('frame/zone') ?? '',
      })),
      rows: asBytes(encodeFrameRows(twin.frames.map((frame, index) => this.rowOf(frame, index, nowMs)))),
      states: asBytes(states),
    }
  }

  /** The next revision, or undefined when nothing changed. A changed layout skips a number, so that all ask for a snapshot. */
  revision(nowMs: number): MillRevision | undefined {
    const { twin } = this
    this.markNewlyStale(nowMs)
    if (!twin.hasChanges()) return undefined
    const changes = twin.takeChanges()
    this.rev += changes.layout ? 2 : 1
    return {
      mill: twin.id,
      rev: this.rev,
      atMs: twin.atMs,
      run: twin.run,
      rows: asBytes(encodeFrameRows([...changes.frames].map((index) => this.rowOf(twin.frames[index]!, index, nowMs)))),
      changes: asBytes(encodeSpindleChanges(changes.spindles)),
    }
  }

  private rowOf(frame: MachineTwin, index: number, nowMs: number) {
    return frameRowOf(frame, index, this.twin.isStale(frame, nowMs), this.rateOf(this.twin.id, frame.id))
  }

  /** Nothing arrives from a frame that has gone quiet: its row must be sent all the same, once. */
  private markNewlyStale(nowMs: number): void {
    const stale = this.twin.frames.map((frame) => this.twin.isStale(frame, nowMs))
    if (stale.some((now, index) => now !== this.staleBefore[index])) this.twin.markAll()
    this.staleBefore = stale
  }
}

/** The present of one frame with all its spindles. */
export function frameLiveOf(twin: MillTwin, frame: MachineTwin): FrameLive {
  const { spindles } = frame
  return {
    mill: twin.id,
    machine: frame.id,
    atMs: frame.atMs,
    receivedMs: frame.receivedMs,
    online: frame.online,
    metrics: Object.fromEntries(frame.metrics),
    rpm: asBytes(spindles?.rpm ?? new Uint16Array()),
    states: asBytes(spindles?.states ?? new Uint8Array()),
  }
}
