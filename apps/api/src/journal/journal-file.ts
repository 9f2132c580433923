import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
} from 'node:fs'
import { dirname } from 'node:path'
import type { z } from 'zod'
import { writeWhole } from './write-whole'

/** What was read when a journal was opened. */
export interface JournalText<Line> {
  lines: Line[]
  /** Numbers of the lines that are none of this journal, 1 first; a torn one is among them. */
  damaged: number[]
  /** A power cut left a part of a last line: nobody was told that it is kept. It is cut off by the next one that is written. */
  torn: boolean
}

/** A line of JSON for each thing that was kept, in a file that is only ever appended to: what is appended is on the disk. */
export class JournalFile<Line> {
  private constructor(
    readonly path: string,
    /** Bytes without a torn last line; null where there is none. */
    private cutAt: number | null,
  ) {}

  /** Makes the file where there is none. Changes nothing of one that is there. */
  static open<Line>(path: string, schema: z.ZodType<Line>): { journal: JournalFile<Line>; text: JournalText<Line> } {
    mkdirSync(dirname(path), { recursive: true })
    if (!existsSync(path)) writeWhole(path, '')
    const content = readFileSync(path)
    const text: JournalText<Line> = { lines: [], damaged: [], torn: false }
    const texts = content.toString('utf8').split('\n')
    texts.forEach((each, index) => {
      if (each === '') return
      const parsed = schema.safeParse(jsonOf(each))
      if (parsed.success) text.lines.push(parsed.data)
      else text.damaged.push(index + 1)
    })
    // A line that is whole may still lack its line break.
    text.torn = text.damaged.at(-1) === texts.length
    const wholeBytes = content.lastIndexOf('\n') + 1
    return { journal: new JournalFile<Line>(path, text.torn ? wholeBytes : null), text }
  }

  /** A journal that begins with these lines: the file appears whole or not at all. */
  static create<Line>(path: string, lines: readonly Line[]): JournalFile<Line> {
    writeWhole(path, textOf(lines))
    return new JournalFile<Line>(path, null)
  }

  /** Throws when the disk does not take all of them: then none is kept. */
  append(lines: readonly Line[]): void {
    const file = openSync(this.path, 'a+')
    try {
      if (this.cutAt !== null) ftruncateSync(file, this.cutAt)
      this.cutAt = null
      const { size } = fstatSync(file)
      try {
        appendFileSync(file, (endsLine(file, size) ? '' : '\n') + textOf(lines))
        fsyncSync(file)
      } catch (error) {
        ftruncateSync(file, size)
        throw error
      }
    } finally {
      closeSync(file)
    }
  }

  /** These lines take the place of all before: whole or not at all. */
  rewrite(lines: readonly Line[]): void {
    writeWhole(this.path, textOf(lines))
    this.cutAt = null
  }
}

const textOf = (lines: readonly unknown[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('')

/** Whether what is written next begins a line. */
function endsLine(file: number, size: number): boolean {
  const last = Buffer.alloc(1)
  return size === 0 || readSync(file, last, 0, 1, size - 1) === 0 || last.toString() === '\n'
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
