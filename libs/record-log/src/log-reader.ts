import { type FileHandle, open } from 'node:fs/promises'
import { HEADER_BYTES, nextWhole, recordAt } from './record'
import type { Segment } from './segments'

/** A record, or a position of which none can be read any more. */
export interface LogRecord {
  position: number
  /** Null where the disk has damaged or lost it. */
  bytes: Uint8Array | null
}

interface Source {
  segments(): readonly Segment[]
  durable(): number
}

const CHUNK_BYTES = 256 * 1024

/** Goes through a log in order, up to what is durable; may wait at its end and go on later. One read at a time. */
export class LogReader {
  private segment: Segment | undefined
  private file: FileHandle | undefined
  /** Where in the segment the buffer ends. */
  private offset = 0
  private buffer: Buffer = Buffer.alloc(0)
  private at = 0

  constructor(
    private position: number,
    private readonly source: Source,
  ) {}

  /** Position of what `read` gives next. */
  get next(): number {
    return this.position
  }

  /**
   * The next records in order, at least one if there is one, up to about so many bytes. Positions that are lost come without bytes.
   * Rejects when the disk cannot be read now, for whatever reason: then nothing is lost, and the same can be asked again.
   */
  async read(mostRecords: number, mostBytes = CHUNK_BYTES): Promise<LogRecord[]> {
    const records: LogRecord[] = []
    let bytes = 0
    while (records.length < mostRecords && bytes < mostBytes && this.position <= this.source.durable()) {
      let record: LogRecord
      try {
        record = await this.one()
      } catch (error) {
        // What was read before is given out first; who asks on hears of it then.
        if (records.length > 0) break
        throw error
      }
      records.push(record)
      bytes += record.bytes?.length ?? 0
      this.position = record.position + 1
    }
    return records
  }

  /** Goes to a position; what is between is not read. */
  seek(position: number): void {
    if (position < this.position) this.rewind()
    this.position = position
  }

  async close(): Promise<void> {
    await this.leave()
  }

  private async one(): Promise<LogRecord> {
    const { position } = this
    const segment = this.segmentWith(position)
    if (!segment || segment.first > position) return { position, bytes: null }
    if (segment !== this.segment) await this.enter(segment)
    for (;;) {
      const found = recordAt(this.buffer, this.at)
      if (found.kind === 'torn' && (await this.more(found.needed, segment))) continue
      if (found.kind !== 'whole') {
        if (!(await this.passDamage(position, segment))) return { position, bytes: null }
        continue
      }
      if (found.position > position) return { position, bytes: null }
      this.at += found.size
      if (found.position === position) return { position, bytes: found.bytes }
    }
  }

  /** Goes to the next whole record of the segment; false where there is none: then the rest of its positions is lost. */
  private async passDamage(position: number, segment: Segment): Promise<boolean> {
    const left = segment.bytes - this.offset
    if (left > 0) await this.more(this.buffer.length - this.at + left, segment)
    const at = nextWhole(this.buffer, this.at, position)
    if (at !== undefined) this.at = at
    return at !== undefined
  }

  private segmentWith(position: number): Segment | undefined {
    const segments = this.source.segments()
    if (this.segment && this.segment.first <= position) {
      const index = segments.indexOf(this.segment)
      const after = segments[index + 1]
      if (index >= 0 && (!after || after.first > position)) return this.segment
    }
    return segments.findLast(({ first }) => first <= position) ?? segments[0]
  }

  private async enter(segment: Segment): Promise<void> {
    await this.leave()
    this.file = await open(segment.path, 'r').catch(unlessGone)
    this.segment = segment
  }

  private async leave(): Promise<void> {
    const { file } = this
    this.segment = undefined
    this.file = undefined
    this.rewind()
    await file?.close()
  }

  /** To the begin of the segment. */
  private rewind(): void {
    this.offset = 0
    this.at = 0
    this.buffer = Buffer.alloc(0)
  }

  /** Has at least so many bytes from here on in the buffer; false where the segment does not. */
  private async more(needed: number, segment: Segment): Promise<boolean> {
    const left = this.buffer.subarray(this.at)
    const wanted = Math.max(needed - left.length, Math.min(CHUNK_BYTES, segment.bytes - this.offset), HEADER_BYTES)
    const available = Math.min(wanted, segment.bytes - this.offset)
    if (!this.file || available <= 0 || left.length + available < needed) return false
    const chunk = Buffer.allocUnsafe(available)
    const { bytesRead } = await this.file.read(chunk, 0, available, this.offset)
    this.offset += bytesRead
    this.buffer = Buffer.concat([left, chunk.subarray(0, bytesRead)])
    this.at = 0
    return bytesRead > 0 && this.buffer.length >= needed
  }
}

/** A segment that was taken away is gone; that it cannot be opened (too many open files, a disk that fails) does not say so. */
function unlessGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
