import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type WhatIfJob, whatIfJob } from '@wanding/contracts'

/** Results that are kept; the oldest goes first. A result is 10 to 100 kB. */
const MOST_KEPT = 200
const NAME = /^[0-9a-f]{32}\.json$/

/** Results as files, one each, named by the identity of the question. */
export class KeptResults {
  constructor(private readonly folder: string) {}

  /** All results, the newest first. What cannot be read is told and left out. */
  async all(onBad: (file: string, error: unknown) => void): Promise<WhatIfJob[]> {
    const jobs: WhatIfJob[] = []
    for (const file of await this.files()) {
      try {
        jobs.push(whatIfJob.parse(JSON.parse(await readFile(join(this.folder, file), 'utf8'))))
      } catch (error) {
        onBad(file, error)
      }
    }
    return jobs.sort((a, b) => b.createdMs - a.createdMs)
  }

  /** Whole or not at all: written beside and then renamed. */
  async keep(job: WhatIfJob): Promise<void> {
    await mkdir(this.folder, { recursive: true })
    const path = join(this.folder, `${job.id}.json`)
    await writeFile(`${path}.new`, JSON.stringify(job))
    await rename(`${path}.new`, path)
    await this.forgetOldest()
  }

  private async forgetOldest(): Promise<void> {
    const files = await this.files()
    if (files.length <= MOST_KEPT) return
    const aged = await Promise.all(
      files.map(async (file) => ({ file, atMs: (await stat(join(this.folder, file))).mtimeMs })),
    )
    aged.sort((a, b) => a.atMs - b.atMs)
    for (const { file } of aged.slice(0, files.length - MOST_KEPT)) await rm(join(this.folder, file), { force: true })
  }

  private async files(): Promise<string[]> {
    try {
      return (await readdir(this.folder)).filter((file) => NAME.test(file))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    }
  }
}
