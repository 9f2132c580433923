import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type NormsActivation, type NormsVersion, normsActivation } from '@wanding/contracts'
import type { Norms } from '@wanding/mill'
import { hashOfNorms, readVersion } from './stored-version'
import { writeOnce } from './write-once'

const VERSION_FILE = /^v(\d+)\.json$/
const ACTIVATIONS = 'activations.jsonl'

export type NewVersion = Pick<NormsVersion, 'author' | 'note' | 'savedAtMs' | 'parent' | 'origin'> & { norms: Norms }

/** All versions of the norms in a folder: a file for each, written once, and a log of what was in force from when on. */
export class VersionBook {
  private constructor(
    private readonly folder: string,
    /** Oldest first. */
    private readonly all: NormsVersion[],
    private readonly log: NormsActivation[],
    private last: number,
    readonly damaged: readonly string[],
  ) {}

  static open(folder: string): VersionBook {
    mkdirSync(folder, { recursive: true })
    const damaged: string[] = []
    const numbers = readdirSync(folder).flatMap((name) => VERSION_FILE.exec(name)?.[1] ?? [])
    const sorted = numbers.map(Number).sort((a, b) => a - b)
    const versions = sorted.flatMap((number) => {
      const version = readVersion(readFileSync(join(folder, `v${number}.json`), 'utf8'))
      if (!version) damaged.push(`v${number}.json`)
      return version ?? []
    })
    return new VersionBook(folder, versions, readLog(join(folder, ACTIVATIONS)), sorted.at(-1) ?? 0, damaged)
  }

  /** Newest first. */
  versions(): NormsVersion[] {
    return [...this.all].reverse()
  }

  activations(): readonly NormsActivation[] {
    return this.log
  }

  get(id: string): NormsVersion | undefined {
    return this.all.find((version) => version.id === id)
  }

  newest(): NormsVersion | undefined {
    return this.all.at(-1)
  }

  /** Saves a version; null when another process has saved one in the meantime. */
  add({ norms, ...about }: NewVersion): NormsVersion | null {
    const id = `v${this.last + 1}`
    const version: NormsVersion = { id, name: norms.version, ...about, hash: hashOfNorms(norms), norms }
    if (!writeOnce(join(this.folder, `${id}.json`), `${JSON.stringify(version, null, 2)}\n`)) return null
    this.last += 1
    this.all.push(version)
    return version
  }

  activate(activation: NormsActivation): void {
    // The line break comes first: it ends a line that a power cut has torn.
    appendFileSync(join(this.folder, ACTIVATIONS), `\n${JSON.stringify(activation)}`, { flush: true })
    this.log.push(activation)
  }
}

/** A line that a power cut has torn is no activation. */
function readLog(path: string): NormsActivation[] {
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        const parsed = normsActivation.safeParse(JSON.parse(line))
        return parsed.success ? [parsed.data] : []
      } catch {
        return []
      }
    })
}
