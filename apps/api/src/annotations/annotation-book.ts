import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Annotation, annotation } from '@wanding/contracts'
import { z } from 'zod'

/** So many stand in the book; whoever writes one more is told to take some out. */
export const MOST_ANNOTATIONS = 10_000

const entry = z.union([z.object({ add: annotation }), z.object({ remove: z.string() })])

/** The book is full. */
export class BookFullError extends Error {
  readonly code = 'annotations/full'
  constructor() {
    super(`the book holds ${MOST_ANNOTATIONS} annotations: take some out first`)
  }
}

/**
 * Annotations in a file, a line of JSON for each that was written or taken out; a line is durable before its call returns. A last
 * line that a power cut has torn is cut off when the file is opened; another line that cannot be read throws, with its number.
 */
export class AnnotationBook {
  private readonly byId = new Map<string, Annotation>()
  private readonly file: number

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true })
    const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    whole
      .split('\n')
      .slice(0, -1)
      .forEach((line, index) => {
        try {
          this.take(entry.parse(JSON.parse(line)))
        } catch {
          throw new Error(`${path}, line ${index + 1}: not an annotation; correct the line or take it out`)
        }
      })
    this.file = openSync(path, 'a')
    if (whole.length < text.length) ftruncateSync(this.file, Buffer.byteLength(whole))
  }

  /** Throws a BookFullError. */
  add(made: Annotation): void {
    if (this.byId.size >= MOST_ANNOTATIONS) throw new BookFullError()
    this.write({ add: made })
  }

  /** False where there is none. */
  remove(id: string): boolean {
    if (!this.byId.has(id)) return false
    this.write({ remove: id })
    return true
  }

  get(id: string): Annotation | undefined {
    return this.byId.get(id)
  }

  /** Those that touch a time, in order of it. */
  between(mill: string, run: string, fromMs: number, toMs: number): Annotation[] {
    return [...this.byId.values()]
      .filter(
        (each) => each.mill === mill && each.run === run && each.fromMs < toMs && (each.toMs ?? each.fromMs) >= fromMs,
      )
      .sort((a, b) => a.fromMs - b.fromMs || a.writtenMs - b.writtenMs)
  }

  close(): void {
    closeSync(this.file)
  }

  private write(line: z.infer<typeof entry>): void {
    writeSync(this.file, `${JSON.stringify(line)}\n`)
    fsyncSync(this.file)
    this.take(line)
  }

  private take(line: z.infer<typeof entry>): void {
    if ('add' in line) this.byId.set(line.add.id, line.add)
    else this.byId.delete(line.remove)
  }
}
