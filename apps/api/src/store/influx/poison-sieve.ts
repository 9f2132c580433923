import type { RefusedRow } from '../history-store.port'
import type { WriteVerdict } from './influx-answer'

type Write = (lines: readonly string[], policy: string | undefined) => Promise<WriteVerdict>

/** Requests spent on finding the bad lines of one batch; what is still unsure then counts as bad. */
const MOST_TRIES = 256
/** Bad lines that are told word for word. */
const MOST_TOLD = 100

/**
 * Writes lines so that bad ones cost only themselves: a refused body is halved until the bad lines stand alone, unless the server
 * names them. 1.x has written the good lines of a refused body already (standards 5.2); 2.x may have written none of a body with
 * an unreadable line, so where the search is given up there all that is unsure is told as refused.
 */
export class PoisonSieve {
  private tries = 0
  private bad = 0
  private firstReason = ''

  constructor(private readonly post: Write) {}

  /** The bad lines themselves, each with what the server said of it; the first ones. */
  readonly refused: RefusedRow[] = []

  get poison(): number {
    return this.bad
  }

  get reason(): string {
    return this.firstReason
  }

  /** Answers with what is in the way where the lines could not be written now and may be tried again. */
  async write(
    lines: readonly string[],
    policy: string | undefined,
  ): Promise<Extract<WriteVerdict, { kind: 'unavailable' }> | undefined> {
    const verdict = await this.post(lines, policy)
    if (verdict.kind === 'written') return undefined
    if (verdict.kind === 'unavailable') return verdict
    const named = verdict.kind === 'poison' ? verdict.lines : undefined
    if (named?.every(({ index }) => index < lines.length)) {
      for (const { index, reason } of named) this.refuse([lines[index]!], reason)
      return undefined
    }
    const alone = lines.length === 1
    if (alone || (verdict.kind === 'poison' && this.tries >= MOST_TRIES)) {
      this.refuse(lines, verdict.kind === 'poison' ? verdict.reason : 'one line is too big')
      return undefined
    }
    this.tries++
    const half = lines.length >> 1
    return (await this.write(lines.slice(0, half), policy)) ?? (await this.write(lines.slice(half), policy))
  }
  private refuse(lines: readonly string[], reason: string): void {
    this.bad += lines.length
    this.firstReason ||= reason
    for (const text of lines.slice(0, Math.max(0, MOST_TOLD - this.refused.length))) this.refused.push({ text, reason })
  }
}
