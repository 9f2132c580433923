/** What to do about an answer to a write. */
export type WriteVerdict =
  | { kind: 'written' }
  /** Try the same again later. `prepare`: database or policy is gone and has to be made again first. */
  | { kind: 'unavailable'; reason: string; prepare: boolean; waitMs: number }
  /** Too big: the same in halves. */
  | { kind: 'split' }
  /** One line or several are bad. `lines`: which, where the server names all of them and has written the others. */
  | { kind: 'poison'; reason: string; lines?: readonly BadLine[] }

export interface BadLine {
  /** From 0, in the body. */
  index: number
  reason: string
}

/** With these alone InfluxDB refuses what the lines say. */
const REFUSALS: ReadonlySet<number> = new Set([400, 422])
const LONGEST_REASON = 300
/** What only a person can put right is not asked for many times a second. */
const PERSON_MS = 10_000
/** 3 Core names so many bad lines of a body; where it names as many there may be more. */
const MOST_NAMED = 100
/** A server that asks for more is asked again all the same: it may have been a wrong clock. */
const LONGEST_WAIT_MS = 300_000

/** Sorts the answers of InfluxDB 1.x to 3 to a write (standards 5.2). */
export function verdictOf(status: number, body: string, retryAfter?: string, nowMs = Date.now()): WriteVerdict {
  const reason = reasonOf(body)
  const unavailable = (why: string, prepare: boolean, waitMs: number): WriteVerdict => ({
    ...{ kind: 'unavailable', reason: why, prepare },
    waitMs: Math.max(waitMs, waitOf(retryAfter, nowMs)),
  })
  if (status >= 200 && status < 300 && !isPage(body)) return { kind: 'written' }
  // 3 Core has said it as 500, too.
  if (status === 413 || /max request size .*exceeded/i.test(reason)) return { kind: 'split' }
  if (status === 401 || status === 403) {
    return unavailable(`InfluxDB refuses the account (${status}): ${reason}`, false, PERSON_MS)
  }
  if (status === 404) return unavailable(`InfluxDB has no such database: ${reason}`, true, 0)
  // Comes as 500, but never heals by itself.
  if (/retention policy not found/i.test(reason)) return unavailable(reason, true, 0)
  if (status === 408 || status === 429 || status >= 500) {
    return unavailable(`InfluxDB answers ${status}: ${reason}`, false, 0)
  }
  // A redirect, a page of a proxy, a method that is not allowed: it says nothing about the lines, and would cost all of them.
  if (!REFUSALS.has(status) || isPage(body)) {
    return unavailable(
      `${status} is no answer of InfluxDB to a write (is INFLUX_URL right?): ${reason}`,
      false,
      PERSON_MS,
    )
  }
  const lines = linesIn(body)
  return { kind: 'poison', reason: lines?.[0]?.reason ?? reason, ...(lines && { lines }) }
}

/** The bad lines that 3 Core names in its answer to a partial write; undefined where that is not all of them. */
function linesIn(body: string): BadLine[] | undefined {
  const named = (parsed(body) as { data?: unknown } | undefined)?.data
  if (!Array.isArray(named) || named.length === 0 || named.length >= MOST_NAMED) return undefined
  const lines = (named as { line_number?: unknown; error_message?: unknown }[]).map((line) => ({
    index: Number(line?.line_number) - 1,
    reason: String(line?.error_message).slice(0, LONGEST_REASON),
  }))
  return lines.every(({ index }) => Number.isInteger(index) && index >= 0) ? lines : undefined
}

/** InfluxDB speaks in JSON or plain text; what stands before it, in pages, also of success: a page to log in. */
const isPage = (body: string): boolean => /^\s*</.test(body)

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
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
  const { error, message } = (parsed(body) ?? {}) as { error?: unknown; message?: unknown }
  const said = error ?? message
  return (typeof said === 'string' ? said : body).trim().slice(0, LONGEST_REASON) || 'no reason given'
}
