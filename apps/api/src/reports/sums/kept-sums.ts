import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeWhole } from '../../journal'

const kept = z.record(z.string(), z.number())
/** A year of days and shifts of one run; of a longer one the oldest are summed again when they are asked for. */
const MOST_FILES = 1500

/** Sums of periods that are over, in files: a month is made of its days without reading all of their parts again. */
export class KeptSums {
  constructor(private readonly folder: string) {}

  read(mill: string, run: string, range: { fromMs: number; toMs: number }): Map<string, number> | undefined {
    const path = join(this.folderOf(mill, run), nameOf(range))
    if (!existsSync(path)) return undefined
    try {
      return new Map(Object.entries(kept.parse(JSON.parse(readFileSync(path, 'utf8')))))
    } catch {
      // Half a file of a killed process, or another version's: it is made again.
      rmSync(path, { force: true })
      return undefined
    }
  }

  has(mill: string, run: string, range: { fromMs: number; toMs: number }): boolean {
    return existsSync(join(this.folderOf(mill, run), nameOf(range)))
  }

  keep(mill: string, run: string, range: { fromMs: number; toMs: number }, sums: ReadonlyMap<string, number>): void {
    const folder = this.folderOf(mill, run)
    mkdirSync(folder, { recursive: true })
    const path = join(folder, nameOf(range))
    writeWhole(path, JSON.stringify(Object.fromEntries(sums)))
    const files = this.files(folder)
    for (const { name } of files.slice(0, Math.max(0, files.length - MOST_FILES))) rmSync(join(folder, name))
  }

  /** Data of this time came late: what was summed of it is summed again. */
  reopen(mill: string, run: string, atMs: number): void {
    const folder = this.folderOf(mill, run)
    for (const { name, fromMs, toMs } of this.files(folder))
      if (fromMs <= atMs && atMs < toMs) rmSync(join(folder, name), { force: true })
  }

  private files(folder: string): { name: string; fromMs: number; toMs: number }[] {
    const names = existsSync(folder) ? readdirSync(folder) : []
    return names
      .flatMap((name) => {
        const [, from, to] = /^(\d+)-(\d+)\.json$/.exec(name) ?? []
        return from && to ? [{ name, fromMs: Number(from), toMs: Number(to) }] : []
      })
      .sort((a, b) => a.fromMs - b.fromMs)
  }

  /** A mill and a run may have any name. */
  private folderOf(mill: string, run: string): string {
    return join(
      this.folder,
      createHash('sha256')
        .update(JSON.stringify([mill, run]))
        .digest('hex')
        .slice(0, 32),
    )
  }
}

const nameOf = ({ fromMs, toMs }: { fromMs: number; toMs: number }): string => `${fromMs}-${toMs}.json`
