import { join } from 'node:path'
import type { CaseStep, CaseTarget, QualityCase } from '@wanding/contracts'
import { JournalFile } from '../../journal'
import { type CaseLine, caseLine } from './case-line'

/** A crew that has more open cases than this has no use for another one. */
export const MOST_OPEN = 500
/** Closed cases are kept until there are so many; the oldest go first. */
const MOST_CASES = 5000

export type KeptCase = Omit<QualityCase, 'since'>
type About = NonNullable<CaseLine['about']>

/** All cases, as the journal of their steps tells them; what is no step is left out. */
export class CaseBook {
  private readonly cases = new Map<string, KeptCase>()
  private last = 0

  private constructor(
    private readonly journal: JournalFile<CaseLine>,
    lines: readonly CaseLine[],
  ) {
    for (const line of lines) this.take(line)
    if (this.cases.size <= MOST_CASES) return
    const kept = [...this.cases.values()].filter(
      ({ state }, i) => state === 'open' || i >= this.cases.size - MOST_CASES,
    )
    this.cases.clear()
    for (const each of kept) this.cases.set(each.id, each)
    journal.rewrite(lines.filter(({ id }) => this.cases.has(id)))
  }

  static open(folder: string): CaseBook {
    const { journal, text } = JournalFile.open(join(folder, 'cases.jsonl'), caseLine)
    return new CaseBook(journal, text.lines)
  }

  /** Newest first. */
  of(mill: string): KeptCase[] {
    return [...this.cases.values()].filter((each) => each.mill === mill).reverse()
  }

  get(mill: string, id: string): KeptCase | undefined {
    const found = this.cases.get(id)
    return found?.mill === mill ? found : undefined
  }

  openAt(mill: string, target: CaseTarget): KeptCase | undefined {
    return this.of(mill).find((each) => each.state === 'open' && sameTarget(each.target, target))
  }

  begin(about: About, step: CaseStep): KeptCase {
    return this.write({ ...step, id: `c${this.last + 1}`, about })
  }

  add(id: string, step: CaseStep): KeptCase {
    return this.write({ ...step, id, about: null })
  }

  private write(line: CaseLine): KeptCase {
    // First to the disk: what is answered is saved.
    this.journal.append([line])
    return this.take(line)!
  }

  private take({ id, about, ...step }: CaseLine): KeptCase | undefined {
    this.last = Math.max(this.last, Number(/^c(\d+)$/.exec(id)?.[1] ?? 0))
    const known = this.cases.get(id)
    if (!known) {
      // The first line of the case was lost: its steps say nothing without it.
      if (!about) return undefined
      const begun = {
        id,
        ...about,
        openedMs: step.atMs,
        state: 'open',
        closedMs: null,
        cause: null,
        effect: null,
      } as const
      const opened: KeptCase = { ...begun, steps: [step] }
      this.cases.set(id, opened)
      return opened
    }
    const next = { ...known, ...changeOf(step), steps: [...known.steps, step] }
    this.cases.set(id, next)
    return next
  }
}

/** What a step changes of its case. */
function changeOf({ step, atMs, cause, effect }: CaseStep): Partial<KeptCase> {
  switch (step) {
    case 'closed':
      return { state: 'closed', closedMs: atMs, cause, effect: null }
    case 'reopened':
      return { state: 'open', closedMs: null, effect }
    case 'effect':
      return { effect }
    default:
      return {}
  }
}

const sameTarget = (a: CaseTarget, b: CaseTarget): boolean =>
  a.kind === b.kind && a.machine === b.machine && a.position === b.position
