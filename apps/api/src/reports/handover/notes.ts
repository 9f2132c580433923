import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { type HandoverNote, handoverNote } from '@wanding/contracts'
import { JournalFile } from '../../journal'

/** Notes of a mill that stay; the oldest go first. */
const MOST_NOTES = 500
const SHOWN = 20

/** Notes of the shift leaders, a line each: added, never changed. A line that cannot be read is left out. */
export class Notes {
  constructor(private readonly root: string) {}

  add(mill: string, note: HandoverNote): void {
    const { journal, text } = this.open(mill)
    if (text.lines.length < MOST_NOTES) journal.append([note])
    else journal.rewrite([...text.lines.slice(1 - MOST_NOTES), note])
  }

  /** Newest first. */
  newest(mill: string): HandoverNote[] {
    return this.open(mill).text.lines.slice(-SHOWN).reverse()
  }

  /** A mill may have any name. */
  private open(mill: string) {
    const name = createHash('sha256').update(mill).digest('hex').slice(0, 32)
    return JournalFile.open(join(this.root, `${name}.jsonl`), handoverNote)
  }
}
