import { type Disk, makeFolder, realDisk, type SegmentFile } from './disk'
import { LogDiskError, LogFullError } from './errors'
import { LogReader } from './log-reader'
import { encodeRecord } from './record'
import { cutTail, type Segment, segmentPath, segmentsOf } from './segments'

export interface RecordLogOptions {
  /** A segment is closed when it is larger than this; default 8 MiB. */
  segmentBytes?: number
  /** What all segments together may hold; default 1 GiB. */
  mostBytes?: number
  /** Positions below are not given (again): a log that is new, or has lost its end, goes on there; default 1. */
  first?: number
  disk?: Disk
}

/** What was found when the log was opened. */
export interface Opening {
  /** Bytes that were cut off the last segment: a program was killed while it wrote, or the disk has lost them. */
  cutBytes: number
  /** Empty segments, taken away. */
  empty: number
}

interface Pending {
  position: number
  record: Buffer
}

const SEGMENT_BYTES = 8 * 1024 * 1024
const MOST_BYTES = 1024 * 1024 * 1024

/**
 * Records with consecutive positions in files that are only appended to, each with a checksum. What was appended is durable when
 * the `commit` after it has resolved; many appends share one. Old records go by whole segments.
 */
export class RecordLog {
  readonly opening: Opening
  private readonly disk: Disk
  private readonly segmentBytes: number
  private readonly mostBytes: number
  /** Appended and not yet on the disk, in order. */
  private pending: Pending[] = []
  private pendingBytes = 0
  private file: SegmentFile | undefined
  private working: Promise<void> | undefined
  private nextPosition: number
  private durablePosition: number
  private failed = false

  private constructor(
    readonly folder: string,
    private readonly segments: Segment[],
    next: number,
    opening: Opening,
    options: RecordLogOptions,
  ) {
    this.opening = opening
    this.disk = options.disk ?? realDisk
    this.segmentBytes = options.segmentBytes ?? SEGMENT_BYTES
    this.mostBytes = options.mostBytes ?? MOST_BYTES
    this.nextPosition = next
    this.durablePosition = next - 1
  }

  /**
   * Opens the log of a folder, makes it where there is none. A torn end is cut off, empty segments are taken away, and a segment
   * that is missing is passed over by readers. Throws what the file system throws.
   */
  static open(folder: string, options: RecordLogOptions = {}): RecordLog {
    makeFolder(folder)
    const segments = segmentsOf(folder)
    const opening: Opening = { cutBytes: 0, empty: 0 }
    let next = 1
    for (let last = segments.at(-1); last; last = segments.at(-1)) {
      const tail = cutTail(last)
      opening.cutBytes += tail.cutBytes
      last.bytes = tail.bytes
      next = tail.next
      // An empty last segment still says which position is next.
      if (tail.bytes > 0 || segments.length === 1) break
      segments.pop()
      opening.empty += 1
      next = last.first
      if ((segments.at(-1)?.bytes ?? 0) > 0) {
        const before = cutTail(segments.at(-1)!)
        opening.cutBytes += before.cutBytes
        segments.at(-1)!.bytes = before.bytes
        // What its own end says may be less: positions are not used twice.
        next = Math.max(next, before.next)
        break
      }
    }
    return new RecordLog(folder, segments, Math.max(next, options.first ?? 1), opening, options)
  }

  /** Lowest position that is kept; `next` where there is none. */
  get first(): number {
    return this.segments[0]?.first ?? this.nextPosition - this.pending.length
  }

  /** Position of the next record. */
  get next(): number {
    return this.nextPosition
  }

  /** Highest position that is on the disk; one less than the first for none. */
  get durable(): number {
    return this.durablePosition
  }

  /** Bytes of all records, those not yet on the disk included. */
  get bytes(): number {
    return this.segments.reduce((sum, { bytes }) => sum + bytes, this.pendingBytes)
  }

  get isFull(): boolean {
    return this.bytes >= this.mostBytes
  }

  /** Takes a record and gives it its position. Throws `LogFullError`: then nothing was taken. */
  append(bytes: Uint8Array): number {
    if (this.isFull) throw new LogFullError(this.folder, this.mostBytes)
    const position = this.nextPosition
    const record = encodeRecord(position, bytes)
    this.nextPosition += 1
    this.pending.push({ position, record })
    this.pendingBytes += record.length
    return position
  }

  /**
   * Resolves when all that was appended before this call is on the disk. Rejects with `LogDiskError` when the disk refuses: what
   * was appended stays in memory, and the next commit writes it again, into a new segment.
   */
  async commit(): Promise<void> {
    const upTo = this.nextPosition - 1
    while (this.durablePosition < upTo) {
      this.working ??= this.write().finally(() => {
        this.working = undefined
      })
      await this.working
    }
  }

  /** Reads from a position on, or from the first that is kept. */
  reader(from: number): LogReader {
    return new LogReader(from, {
      segments: () => this.segments,
      durable: () => this.durablePosition,
    })
  }

  /**
   * Takes away the segments of which no record is at or above the position. The one that is written to stays. Rejects when the disk
   * does not let go of one: it is kept, and the next call tries it again.
   */
  async removeBelow(position: number): Promise<void> {
    while (this.segments.length > 1 && this.segments[1]!.first <= position) await this.removeFirst()
  }

  /** Takes away the oldest segment, whatever is in it; the one that is written to stays. False when there is no other. */
  async removeOldest(): Promise<boolean> {
    const second = this.segments[1]
    if (second) await this.removeBelow(second.first)
    return second !== undefined
  }

  /** Takes away every segment of a log that is closed. */
  async removeAll(): Promise<void> {
    while (this.segments.length > 0) await this.removeFirst()
  }

  /** Commits what it can, and lets go of the file. */
  async close(): Promise<void> {
    await this.commit().finally(async () => {
      await this.file?.close()
      this.file = undefined
    })
  }

  private async removeFirst(): Promise<void> {
    const first = this.segments[0]!
    await this.disk.remove(first.path).catch(notThere)
    // Another call may have been at it, too.
    if (this.segments[0] === first) this.segments.shift()
  }

  private async write(): Promise<void> {
    // What is appended while the disk works belongs to the next batch.
    const batch = [...this.pending]
    const bytes = Buffer.concat(batch.map(({ record }) => record))
    try {
      const segment = await this.segmentFor(batch[0]!.position)
      await this.file!.write(bytes, segment.bytes)
      await this.file!.sync()
      segment.bytes += bytes.length
    } catch (error) {
      await this.abandonSegment()
      throw new LogDiskError(this.folder, error)
    }
    this.pending = this.pending.slice(batch.length)
    this.pendingBytes -= bytes.length
    this.durablePosition = batch.at(-1)!.position
  }

  /** The segment that is written to; a new one when the last is full, or when the disk failed in it. */
  private async segmentFor(position: number): Promise<Segment> {
    const last = this.segments.at(-1)
    if (last && !this.failed && last.bytes < this.segmentBytes) {
      this.file ??= await this.disk.openSegment(last.path)
      return last
    }
    await this.file?.close()
    this.file = undefined
    const segment: Segment = { path: segmentPath(this.folder, position), first: position, bytes: 0 }
    this.file = await this.disk.openSegment(segment.path)
    await this.disk.syncFolder(this.folder)
    if (last?.path === segment.path) this.segments.pop()
    this.segments.push(segment)
    this.failed = false
    return segment
  }

  /** After an error nobody knows which bytes of the segment are on the disk: all after the last sync are cut off. */
  private async abandonSegment(): Promise<void> {
    this.failed = true
    const { file } = this
    this.file = undefined
    if (!file) return
    const kept = this.segments.at(-1)?.bytes ?? 0
    await file.truncate(kept).catch(() => {})
    await file.close().catch(() => {})
  }
}

function notThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
