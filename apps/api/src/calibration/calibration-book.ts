import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Calibration, calibration } from '@wanding/contracts'
import type { CalibratedMills } from './calibrated-mills.port'

const RESULT = 'result.json'
const FILES = { mill: 'mill.yaml', norms: 'norms.yaml' } as const

/** Calibrations in a folder, one folder each by the hash of what they were made of. */
export class CalibrationBook implements CalibratedMills {
  constructor(private readonly folder: string) {}

  /** Newest first. One that cannot be read is left out. */
  all(): Calibration[] {
    const ids = existsSync(this.folder) ? readdirSync(this.folder).filter((name) => /^[0-9a-f]{64}$/.test(name)) : []
    return ids.flatMap((id) => this.get(id) ?? []).sort((a, b) => b.madeAtMs - a.madeAtMs)
  }

  get(id: string): Calibration | undefined {
    const path = join(this.folder, id, RESULT)
    if (!/^[0-9a-f]{64}$/.test(id) || !existsSync(path)) return undefined
    try {
      return calibration.parse(JSON.parse(readFileSync(path, 'utf8')))
    } catch {
      return undefined
    }
  }

  /** Keeps a calibration whole: its folder appears with everything in it. */
  keep(result: Calibration, files: { mill: string | null; norms: string | null }): void {
    mkdirSync(this.folder, { recursive: true })
    const part = join(this.folder, `.${result.id}.${process.pid}.part`)
    rmSync(part, { recursive: true, force: true })
    mkdirSync(part)
    writeFileSync(join(part, RESULT), JSON.stringify(result), { flush: true })
    if (files.mill !== null) writeFileSync(join(part, FILES.mill), files.mill, { flush: true })
    if (files.norms !== null) writeFileSync(join(part, FILES.norms), files.norms, { flush: true })
    rmSync(join(this.folder, result.id), { recursive: true, force: true })
    renameSync(part, join(this.folder, result.id))
  }

  fileOf(id: string, kind: keyof typeof FILES): string | undefined {
    const path = join(this.folder, id, FILES[kind])
    return this.get(id) && existsSync(path) ? path : undefined
  }

  list(): { id: string; name: string; base: string }[] {
    return this.all()
      .filter(({ hasMill }) => hasMill)
      .map(({ id, name, base }) => ({ id, name, base }))
  }

  millFileOf(id: string): string | undefined {
    return this.fileOf(id, 'mill')
  }
}
