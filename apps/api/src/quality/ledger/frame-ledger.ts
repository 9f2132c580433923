import type { MachineReading } from '../../bus'
import { BUCKET_MS, type Bucket, bucketStart, COUNTED, COUNTED_NAMES, type Counted, noCounts } from './bucket'

/** A day is asked for, and a little more so that its begin is there. */
const KEPT_MS = 25 * 3_600_000

/** What one frame counted over the last day, in stretches of five minutes of mill time. */
export class FrameLedger {
  buckets: Bucket[] = []
  private readonly counters = new Map<Counted, number>()
  private lastMs = Number.NEGATIVE_INFINITY
  private contiguous = false
  private settledMs = Number.NEGATIVE_INFINITY
  private lot: string | null = null
  private countNe: number | null = null

  take(reading: MachineReading): void {
    const { atMs, values } = reading
    if (atMs < this.lastMs) return
    const lot = values.get('frame/lot')
    if (typeof lot === 'string') this.lot = lot
    const count = values.get('spin/count')
    if (typeof count === 'number') this.countNe = count
    // What came about since the last reading, and the time for it, belong to the stretch in which it is told.
    if (reading.birth) this.contiguous = false
    const bucket = this.bucketAt(atMs)
    if (this.contiguous) bucket.watchedMs += atMs - this.lastMs
    for (const name of COUNTED_NAMES) {
      const value = values.get(COUNTED[name])
      if (typeof value !== 'number' || !Number.isFinite(value)) continue
      const before = this.counters.get(name)
      this.counters.set(name, value)
      // Over a gap counters jump: breaks and running time together. A fall is a counter that was replaced.
      if (before !== undefined && value > before) bucket.counts[name] += value - before
    }
    const response = values.get('piecing/lastResponse')
    if (typeof response === 'number' && !reading.birth) bucket.peakRepairS = Math.max(bucket.peakRepairS, response)
    this.lastMs = atMs
    this.contiguous = true
  }

  /** The frame is silent: the time until it is heard again was not seen. */
  lost(): void {
    this.contiguous = false
  }

  /** Hands over the buckets that ended and were not handed over yet. */
  settle(beforeMs: number): Bucket[] {
    const ended = this.buckets.filter(({ startMs }) => startMs > this.settledMs && startMs + BUCKET_MS <= beforeMs)
    const last = ended.at(-1)
    if (last) this.settledMs = last.startMs
    return ended
  }

  /** Puts what was stored before in front of what was seen since. */
  restore(buckets: readonly Bucket[]): void {
    const first = this.buckets[0]?.startMs ?? Number.POSITIVE_INFINITY
    this.buckets = [...buckets.filter(({ startMs }) => startMs < first), ...this.buckets]
  }

  private bucketAt(atMs: number): Bucket {
    const startMs = bucketStart(atMs)
    const last = this.buckets.at(-1)
    if (last && last.startMs >= startMs) return last
    const bucket: Bucket = {
      startMs,
      watchedMs: 0,
      counts: noCounts(),
      peakRepairS: 0,
      lot: this.lot,
      countNe: this.countNe,
    }
    this.buckets.push(bucket)
    const oldest = startMs - KEPT_MS
    if (this.buckets[0]!.startMs < oldest) this.buckets = this.buckets.filter((each) => each.startMs >= oldest)
    return bucket
  }
}
