import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Readable, Transform, type TransformCallback } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { CalibrationUpload } from '@wanding/contracts'
import { type ReadFile, readCalibrationFile } from './calibration-file'

export const MOST_BYTES = 100 * 1024 * 1024
/** Times the limit that a body may be before it is cut off. */
const CUT_OFF = 4
/** Files that are read at the same time; each holds its rows in memory. */
const MOST_AT_ONCE = 2

/** A file is larger than may be. */
export class TooLargeError extends Error {}
/** Others are being read. */
export class BusyError extends Error {}

/** Files that were read whole, by the hash of their bytes; of a file with a problem nothing stays. */
export class UploadFolder {
  private reading = 0
  private number = 0

  constructor(private readonly folder: string) {}

  async take(body: Readable): Promise<CalibrationUpload> {
    if (this.reading >= MOST_AT_ONCE) throw new BusyError()
    this.reading += 1
    this.number += 1
    mkdirSync(this.folder, { recursive: true })
    const part = join(this.folder, `.${process.pid}-${this.number}.part`)
    try {
      const limit = new Limit()
      await pipeline(body, limit, createWriteStream(part))
      if (limit.exceeded) throw new TooLargeError()
      const { upload } = await readCalibrationFile(part)
      if (upload.ok) renameSync(part, this.pathOf(upload.id))
      return upload
    } finally {
      this.reading -= 1
      rmSync(part, { force: true })
    }
  }

  /** The rows of a file that was taken; null for a hash that is none. */
  async read(id: string): Promise<ReadFile | null> {
    return existsSync(this.pathOf(id)) ? await readCalibrationFile(this.pathOf(id)) : null
  }

  private pathOf(id: string): string {
    return join(this.folder, `${id}.csv`)
  }
}

/**
 * Lets so many bytes through. What comes after is read and forgotten, so that the client can be answered; who sends far more is cut
 * off.
 */
class Limit extends Transform {
  exceeded = false
  private bytes = 0

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.bytes += chunk.length
    this.exceeded = this.bytes > MOST_BYTES
    if (this.bytes > CUT_OFF * MOST_BYTES) done(new TooLargeError())
    else done(null, this.exceeded ? undefined : chunk)
  }
}
