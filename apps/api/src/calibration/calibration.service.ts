import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import {
  BadRequestException,
  NotFoundException,
  PayloadTooLargeException,
  ServiceUnavailableException,
} from '@nestjs/common'
import type { Calibration, CalibrationRequest, CalibrationUpload } from '@wanding/contracts'
import type { CalibrationRow } from '@wanding/contracts/calibration'
import type { Clock } from '../clock'
import type { NormsInUse } from '../staffing'
import type { BaseMills } from './base-mills'
import { BaseMillError, calibrate } from './calibrate'
import type { CalibrationBook } from './calibration-book'
import { BusyError, MOST_BYTES, TooLargeError, type UploadFolder } from './upload-folder'

/** Rows of frames and shifts that are fitted in one go; the fit holds the backend for less than a second then. */
const MOST_FITTED = 400_000

/** Takes records of a real mill, fits them, and keeps what comes of it. */
export class CalibrationService {
  constructor(
    private readonly uploads: UploadFolder,
    readonly book: CalibrationBook,
    readonly mills: BaseMills,
    private readonly norms: NormsInUse,
    private readonly clock: Clock,
  ) {}

  async take(body: Readable): Promise<CalibrationUpload> {
    try {
      return await this.uploads.take(body)
    } catch (error) {
      if (error instanceof TooLargeError) {
        const message = `the file is larger than ${MOST_BYTES / 1024 / 1024} MB; nothing was kept of it`
        throw new PayloadTooLargeException({ code: 'calibration/too-large', message })
      }
      if (error instanceof BusyError) {
        const message = 'other files are being read; try again in a moment'
        throw new ServiceUnavailableException({ code: 'calibration/busy', message })
      }
      throw error
    }
  }

  async fit({ name, base, files }: CalibrationRequest): Promise<Calibration> {
    const rows: CalibrationRow[] = []
    const kinds: Calibration['files'] = []
    for (const id of files) {
      const read = await this.uploads.read(id)
      if (!read?.upload.ok)
        throw bad('calibration/unknown-file', `there is no file ${id.slice(0, 12)}; upload it first`)
      const { kind } = read.upload
      if (kinds.some((other) => other.kind === kind)) throw bad('calibration/kind-twice', `two files are of ${kind}`)
      kinds.push({ id, kind, rows: read.rows.length })
      for (const row of read.rows) rows.push(row)
      if (kind === 'frames' && read.rows.length > MOST_FITTED) {
        throw bad('calibration/too-many-rows', `a fit takes at most ${MOST_FITTED} rows of frames; give a shorter time`)
      }
    }
    const norms = this.norms.current()
    const id = createHash('sha256')
      .update(JSON.stringify([name, base, files, norms]))
      .digest('hex')
    try {
      const found = calibrate({ name, base, rows, norms }, id, this.mills)
      const { breaks, spindles } = found.result
      const result: Calibration = {
        id,
        name,
        base,
        madeAtMs: this.clock.nowMs(),
        rows: rows.length,
        breaksPer1000: (breaks?.measuredPer1000 ?? spindles?.ratePer1000)?.value ?? null,
        hasMill: found.millFile !== null,
        hasNorms: found.normsFile !== null,
        files: kinds,
        ...found.result,
      }
      this.book.keep(result, { mill: found.millFile, norms: found.normsFile })
      return result
    } catch (error) {
      if (error instanceof BaseMillError) throw bad('calibration/base', error.message)
      throw error
    }
  }

  get(id: string): Calibration {
    const found = this.book.get(id)
    if (!found) throw new NotFoundException({ code: 'calibration/unknown', message: 'there is no such calibration' })
    return found
  }

  fileOf(id: string, kind: 'mill' | 'norms'): string {
    this.get(id)
    const path = this.book.fileOf(id, kind)
    if (path) return path
    const message = `the records of this calibration do not decide any ${kind === 'mill' ? 'mill file' : 'norms'}`
    throw new NotFoundException({ code: 'calibration/no-file', message })
  }
}

const bad = (code: string, message: string) => new BadRequestException({ code, message })
