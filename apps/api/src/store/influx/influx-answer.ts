/** What to do about an answer to a write. */
export type WriteVerdict =
  | { kind: 'written' }
  /** Try the same again later. `prepare`: database or policy is gone and has to be made again first. */
  | { kind: 'unavailable'; reason: string; prepare: boolean; waitMs: number }
  /** Too big: the same in halves. */
  | { kind: 'split' }
  /** One line or several are bad, the good ones of the same body are written. */
  | { kind: 'poison'; reason: string }

const LONGEST_REASON = 300
/** What only a person can put right is not asked for many times a second. */
const PERSON_MS = 10_000
/** A server that asks for more is asked again all the same: it may have been a wrong clock. */
const LONGEST_WAIT_MS = 300_000

/** Sorts the answers of InfluxDB 1.x to 3 to a write (standards 5.2). */
export function verdictOf(status: number, body: string, retryAfter?: string, nowMs = Date.now()): WriteVerdict {
  const reason = reasonOf(body)
  const unavailable = (why: string, prepare: boolean, waitMs: number): WriteVerdict => ({
    ...{ kind: 'unavailable', reason: why, prepare },
    waitMs: Math.max(waitMs, waitOf(retryAfter, nowMs)),
  })
  if (status >= 200 && status < 300) return { kind: 'written' }
  if (status === 413) return { kind: 'split' }
  if (status === 401 || status === 403) {
    return unavailable(`InfluxDB refuses the account (${status}): ${reason}`, false, PERSON_MS)
  }
  if (status === 404) return unavailable(`InfluxDB has no such database: ${reason}`, true, 0)
  // Comes as 500, but never heals by itself.
  if (/retention policy not found/i.test(reason)) return unavailable(reason, true, 0)
  if (status === 408 || status === 429 || status >= 500) {
    return unavailable(`InfluxDB answers ${status}: ${reason}`, false, 0)
  }
  return { kind: 'poison', reason }
}

/** `Retry-After` in seconds or as a date (RFC 9110); 0 for none and for what is neither. */
function waitOf(retryAfter: string | undefined, nowMs: number): number {
  if (retryAfter === undefined) return 0
  const seconds = Number(retryAfter)
  const ms = Number.isFinite(seconds) ? 1000 * seconds : Date.parse(retryAfter) - nowMs
  return ms > 0 ? Math.min(ms, LONGEST_WAIT_MS) : 0
}

/** The server's own words, from JSON or plain text, short enough for a log line. */
export function reasonOf(body: string): string {
  let text = body
  try {
    const parsed = JSON.parse(body) as { error?: unknown; message?: unknown }
    const said = parsed.error ?? parsed.message
    if (typeof said === 'string') text = said
  } catch {
    // Not JSON: the text as it is.
  }
  return text.trim().slice(0, LONGEST_REASON) || 'no reason given'
}
