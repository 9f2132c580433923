import { type Annotation, annotation } from '@wanding/contracts'
import { z } from 'zod'
import { JournalFile } from '../journal'

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

/** Annotations in a journal, a line for each that was written or taken out. A line that cannot be read throws, with its number. */
export class AnnotationBook {
  private readonly byId = new Map<string, Annotation>()
  private readonly journal: JournalFile<z.infer<typeof entry>>

  constructor(path: string) {
    const { journal, text } = JournalFile.open(path, entry)
    const [bad] = text.damaged.slice(0, text.torn ? -1 : undefined)
    if (bad !== undefined) throw new Error(`${path}, line ${bad}: not an annotation; correct the line or take it out`)
    for (const line of text.lines) this.take(line)
    this.journal = journal
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

  private write(line: z.infer<typeof entry>): void {
    this.journal.append([line])
    this.take(line)
  }

  private take(line: z.infer<typeof entry>): void {
    if ('add' in line) this.byId.set(line.add.id, line.add)
    else this.byId.delete(line.remove)
  }
}
