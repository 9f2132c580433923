const DEFAULT_EVERY_MS = 20
const DEFAULT_TIMEOUT_MS = 10_000

export interface WaitOptions {
  /** After how long to give up, wall-clock ms; 10 s if not said. */
  timeoutMs?: number
  /** Pause between two questions, wall-clock ms; 20 ms if not said. More where the answer costs what is waited for its time. */
  everyMs?: number
  /** What is waited for, as it ends the sentence «waited 10 s for …». */
  what: string
}

type Falsy = false | 0 | '' | null | undefined

/**
 * Asks until the answer is truthy, and returns it. An error thrown by the condition counts as «not yet», and is the
 * cause of the error this throws when the time is up. A condition that never answers is given up in time, too.
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  { timeoutMs = DEFAULT_TIMEOUT_MS, everyMs = DEFAULT_EVERY_MS, what }: WaitOptions,
): Promise<Exclude<T, Falsy>> {
  const deadline = performance.now() + timeoutMs
  let cause: unknown
  for (;;) {
    try {
      const answer = await within(deadline - performance.now(), condition)
      if (answer) return answer as Exclude<T, Falsy>
    } catch (error) {
      cause = error
    }
    if (performance.now() >= deadline) throw new Error(`waited ${timeoutMs / 1000} s for ${what}`, { cause })
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}

async function within<T>(ms: number, condition: () => T | Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, ms), undefined)
  })
  try {
    return await Promise.race([condition(), tooLate])
  } finally {
    clearTimeout(timer)
  }
}
