/** The key of the health answer that lists the mills heard of; the page has something to show when it is not empty. */
const HEALTH_MILLS = 'mills'
const POLL_MS = 100
const ASK_TIMEOUT_MS = 2_000
const HINT_AFTER_MS = 30_000

async function health(url) {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) })
    return await answer.json()
  } catch {
    return undefined
  }
}

/** Resolves when the api answers and, if `needsMill`, has heard of a mill; or when `stopped()` turns true. */
export async function waitUntilReady(url, { needsMill, stopped, hint }) {
  const since = performance.now()
  let hinted = false
  while (!stopped()) {
    const answer = await health(url)
    const mills = answer?.[HEALTH_MILLS]
    if (answer && (!needsMill || (Array.isArray(mills) && mills.length > 0))) return
    if (!hinted && performance.now() - since > HINT_AFTER_MS) {
      hinted = true
      hint(answer ? 'the api answers but has heard of no mill yet: waiting for a birth' : `no answer from ${url} yet`)
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}
