import type { Clock } from '../clock'

/** Pages ask each few seconds, and several people look at the same page. */
const FRESH_MS = 5000
const MOST_ANSWERS = 200

/** Keeps answers for some seconds; who asks while one is being worked out gets the same. What fails is not kept. */
export class AnswerCache {
  private readonly answers = new Map<string, { sinceMs: number; answer: Promise<unknown> }>()

  constructor(private readonly clock: Clock) {}

  of<T>(key: string, work: () => Promise<T>): Promise<T> {
    const nowMs = this.clock.nowMs()
    const known = this.answers.get(key)
    if (known && nowMs - known.sinceMs < FRESH_MS) return known.answer as Promise<T>
    this.answers.delete(key)
    const oldest = this.answers.keys().next()
    if (this.answers.size >= MOST_ANSWERS && !oldest.done) this.answers.delete(oldest.value)
    const answer = work()
    this.answers.set(key, { sinceMs: nowMs, answer })
    answer.catch(() => {
      if (this.answers.get(key)?.answer === answer) this.answers.delete(key)
    })
    return answer
  }
}
