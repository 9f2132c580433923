/** What to do about an answer to a write. */
export type WriteVerdict =
  | { kind: 'written' }
  /** Try the same again later. `prepare`: database or policy is gone and has to be made again first. */
  | { kind: 'unavailable'; reason: string; prepare: boolean }
  /** Too big: the same in halves. */
  | { kind: 'split' }
  /** One line or several are bad, the good ones of the same body are written. */
  | { kind: 'poison'; reason: string }

const LONGEST_REASON = 300

/** Sorts the answers of InfluxDB 1.x to 3 to a write (standards 5.2). */
export function verdictOf(status: number, body: string): WriteVerdict {
  const reason = reasonOf(body)
  if (status >= 200 && status < 300) return { kind: 'written' }
  if (status === 413) return { kind: 'split' }
  if (status === 401 || status === 403) {
    return { kind: 'unavailable', reason: `InfluxDB refuses the account (${status}): ${reason}`, prepare: false }
  }
  if (status === 404) return { kind: 'unavailable', reason: `InfluxDB has no such database: ${reason}`, prepare: true }
  // Comes as 500, but never heals by itself.
  if (/retention policy not found/i.test(reason)) return { kind: 'unavailable', reason, prepare: true }
  if (status === 408 || status === 429 || status >= 500) {
    return { kind: 'unavailable', reason: `InfluxDB answers ${status}: ${reason}`, prepare: false }
  }
  return { kind: 'poison', reason }
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
