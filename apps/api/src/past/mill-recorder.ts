import {
  encodeFrameRows,
  encodePicture,
  encodeStep,
  FRAME_ROW_BYTES,
  type FrameInfo,
  type KpiNow,
  type ProcessSnapshot,
  type TimedChange,
} from '@wanding/contracts'
import type { MomentRecorded, SpindleReading } from '../bus'
import { frameRowOf, ProcessFeed, type SinceOf } from '../live'
import type { MillTwin } from '../twin'
import { AnomalyBook } from './anomaly-book'
import { packMoment } from './packed-moment'

/** A picture of the whole mill is kept each minute of mill time: what a reader has to read at most to be anywhere. */
export const PICTURE_MS = 60_000
/** The figures move slowly, and are the largest part of a step. */
const KPI_MS = 10_000

export interface RecorderSources {
  rateOf: (mill: string, machine: string) => number | null
  sinceOf: SinceOf
}

type Change = Omit<TimedChange, 'frame'>
type Kind = MomentRecorded['kind']

/** Follows the present of one mill and makes of it what is kept: a picture now and then, and every step between. */
export class MillRecorder {
  private readonly process: ProcessFeed
  private anomalies = new AnomalyBook()
  private run = ''
  private lastMs = Number.NEGATIVE_INFINITY
  private pictureMinute = Number.NaN
  private kpiSlot = Number.NaN
  private kpi: KpiNow | null = null
  /** As it was last recorded. */
  private frames: FrameInfo[] = []
  private rows: Buffer[] = []
  private states: Uint8Array[] = []
  /** Transitions since then, by frame, in the order they came. */
  private changes = new Map<string, Change[]>()
  private anomalyMs = Number.NEGATIVE_INFINITY
  private processRev = 0

  constructor(
    private readonly twin: MillTwin,
    private readonly sources: RecorderSources,
  ) {
    this.process = new ProcessFeed(twin, sources.sinceOf)
  }

  spindles({ machine, transitions = [], historical }: SpindleReading): void {
    if (historical || transitions.length === 0) return
    const changes = this.changes.get(machine) ?? []
    for (const { position, state, atMs } of transitions) changes.push({ position, state, atMs })
    this.changes.set(machine, changes)
  }

  /** Takes the newest figures; tells what in them is out of the ordinary. */
  figures(kpi: KpiNow): MomentRecorded[] {
    this.follow()
    if (kpi.run !== this.run) return []
    this.kpi = kpi
    const found = this.anomalies.take(kpi)
    if (found.length === 0) return []
    this.anomalyMs = Math.max(kpi.atMs, this.anomalyMs + 1)
    return [this.moment('anomaly', this.anomalyMs, Buffer.from(JSON.stringify(found)))]
  }

  /** What is to be kept of what has happened since the last call; `nowMs` is real time. */
  record(nowMs: number): MomentRecorded[] {
    const { twin } = this
    if (twin.atMs === 0) return []
    this.follow()
    const processChanges = this.process.revision(nowMs)
    const otherMachines = this.isLayout(processChanges?.rev)
    const layout = this.followFrames() || otherMachines
    const rows = this.changedRows(nowMs)
    const changes = this.changedSpindles()
    // Two moments of one kind at one time would be one: what happens while the mill's clock stands gets the next milliseconds.
    const atMs = Math.max(twin.atMs, this.lastMs + 1)
    const kpi = this.kpiDue(atMs)
    const picture = layout || Math.floor(atMs / PICTURE_MS) !== this.pictureMinute
    if (!picture && rows.length === 0 && changes.length === 0 && !kpi && !processChanges) return []
    this.lastMs = atMs
    // A new layout has other indexes: what led to it cannot be told in the old ones.
    const step = layout
      ? { atMs, kpi: null, frameRows: new Uint8Array(), processRows: new Uint8Array(), changes: [] }
      : { atMs, kpi, frameRows: Buffer.concat(rows), processRows: processChanges?.rows ?? new Uint8Array(), changes }
    const moments = [this.moment('step', atMs, encodeStep(step))]
    if (picture) moments.push(this.moment('picture', atMs, this.picture(atMs, this.process.snapshot())))
    return moments
  }

  private picture(atMs: number, { machines, rows }: ProcessSnapshot): Uint8Array {
    this.pictureMinute = Math.floor(atMs / PICTURE_MS)
    return encodePicture({
      mill: this.twin.id,
      run: this.run,
      atMs,
      frames: this.frames,
      machines,
      frameRows: Buffer.concat(this.rows),
      processRows: rows,
      states: Buffer.concat(this.states),
      kpi: this.kpi,
    })
  }

  /** Another run is another history of the mill. */
  private follow(): void {
    if (this.twin.run === this.run) return
    this.run = this.twin.run
    this.lastMs = Number.NEGATIVE_INFINITY
    this.anomalyMs = Number.NEGATIVE_INFINITY
    this.pictureMinute = Number.NaN
    this.kpiSlot = Number.NaN
    this.kpi = null
    this.changes.clear()
    this.anomalies = new AnomalyBook()
  }

  /** The feed of the other machines skips a number when there are others than before. */
  private isLayout(rev = this.processRev): boolean {
    const skipped = rev > this.processRev + 1
    this.processRev = rev
    return skipped
  }

  /** True where the frames are others than in the newest picture. */
  private followFrames(): boolean {
    const frames = this.twin.frames.map((frame) => ({
      id: frame.id,
      spindles: frame.spindles?.states.length ?? 0,
      gateway: frame.gateway,
      zone: frame.text('frame/zone') ?? '',
    }))
    const { length } = this.frames
    if (frames.length === length && frames.every((frame, index) => isSame(frame, this.frames[index]!))) return false
    this.frames = frames
    this.rows = []
    this.states = frames.map(({ spindles }) => new Uint8Array(spindles))
    return true
  }

  private changedRows(nowMs: number): Buffer[] {
    const { twin, sources } = this
    const table = Buffer.from(
      encodeFrameRows(
        twin.frames.map((frame, index) =>
          frameRowOf(frame, index, twin.isStale(frame, nowMs), sources.rateOf(twin.id, frame.id)),
        ),
      ),
    )
    const changed: Buffer[] = []
    for (let index = 0; index < twin.frames.length; index++) {
      const row = table.subarray(index * FRAME_ROW_BYTES, (index + 1) * FRAME_ROW_BYTES)
      if (this.rows[index]?.equals(row)) continue
      this.rows[index] = row
      changed.push(row)
    }
    return changed
  }

  /** Transitions at their own times; what else differs (a snapshot put it right) at the time of the step. */
  private changedSpindles(): TimedChange[] {
    const found: TimedChange[] = []
    this.twin.frames.forEach(({ id, spindles }, frame) => {
      const before = this.states[frame]!
      for (const change of this.changes.get(id) ?? []) {
        if (change.position < 1 || change.position > before.length) continue
        before[change.position - 1] = change.state
        found.push({ frame, ...change })
      }
      if (!spindles || Buffer.compare(before, spindles.states) === 0) return
      spindles.states.forEach((state, index) => {
        if (before[index] === state) return
        before[index] = state
        found.push({ frame, position: index + 1, state, atMs: this.twin.atMs })
      })
    })
    this.changes.clear()
    return found
  }

  private kpiDue(atMs: number): KpiNow | null {
    const slot = Math.floor(atMs / KPI_MS)
    if (!this.kpi || slot === this.kpiSlot) return null
    this.kpiSlot = slot
    return this.kpi
  }

  private moment(kind: Kind, atMs: number, bytes: Uint8Array): MomentRecorded {
    return { mill: this.twin.id, run: this.run, kind, atMs, data: packMoment(bytes) }
  }
}

const isSame = (a: FrameInfo, b: FrameInfo): boolean =>
  a.id === b.id && a.spindles === b.spindles && a.gateway === b.gateway && a.zone === b.zone
