import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { type CaseLine, caseLine } from './case-line'

const FILE = 'cases.jsonl'

/** Steps of cases in a file that is only ever appended to; what was said to be saved is on the disk. */
export class CaseJournal {
  private constructor(
    private readonly path: string,
    readonly lines: readonly CaseLine[],
    /** Lines that are no steps: torn by a power cut, or written by something else. */
    readonly damaged: number,
  ) {}

  static open(folder: string): CaseJournal {
    mkdirSync(folder, { recursive: true })
    const path = join(folder, FILE)
    const texts = existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : []
    const lines = texts.flatMap((text) => readLine(text) ?? [])
    return new CaseJournal(path, lines, texts.length - lines.length)
  }

  append(line: CaseLine): void {
    // The line break comes first: it ends a line that a power cut has torn.
    appendFileSync(this.path, `\n${JSON.stringify(line)}`, { flush: true })
  }

  /** Writes the journal anew with these lines only: whole or not at all. */
  rewrite(lines: readonly CaseLine[]): void {
    const part = `${this.path}.part`
    const file = openSync(part, 'w')
    try {
      writeSync(file, lines.map((line) => JSON.stringify(line)).join('\n'))
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(part, this.path)
  }
}

function readLine(text: string): CaseLine | undefined {
  try {
    const parsed = caseLine.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
