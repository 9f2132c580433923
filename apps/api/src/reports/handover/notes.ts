import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type HandoverNote, handoverNote } from '@wanding/contracts'

/** Notes of a mill that stay; the oldest go first. */
const MOST_NOTES = 500
const SHOWN = 20

/** Notes of the shift leaders, a line each: added, never changed. */
export class Notes {
  constructor(private readonly root: string) {}

  add(mill: string, note: HandoverNote): void {
    mkdirSync(this.root, { recursive: true })
    const path = this.pathOf(mill)
    const before = this.all(mill)
    if (before.length < MOST_NOTES) {
      appendFileSync(path, `${JSON.stringify(note)}\n`, { flush: true })
      return
    }
    const lines = [...before.slice(1 - MOST_NOTES), note].map((each) => `${JSON.stringify(each)}\n`)
    writeFileSync(`${path}.part`, lines.join(''), { flush: true })
    renameSync(`${path}.part`, path)
  }

  /** Newest first. */
  newest(mill: string): HandoverNote[] {
    return this.all(mill).slice(-SHOWN).reverse()
  }

  /** A line that cannot be read, cut by a lost power supply, is left out. */
  private all(mill: string): HandoverNote[] {
    const path = this.pathOf(mill)
    if (!existsSync(path)) return []
    return readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line) => {
        try {
          return line === '' ? [] : [handoverNote.parse(JSON.parse(line))]
        } catch {
          return []
        }
      })
  }

  private pathOf(mill: string): string {
    return join(this.root, `${createHash('sha256').update(mill).digest('hex').slice(0, 32)}.jsonl`)
  }
}
