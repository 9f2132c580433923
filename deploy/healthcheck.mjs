// node deploy/healthcheck.mjs [--mill]: exits 0 if the api answers at HEALTH_URL; with --mill, if it also hears a mill:
// the only proof that a simulator does what it is there for.

const TIMEOUT_MS = 4_000

try {
  const url = process.env.HEALTH_URL ?? `http://127.0.0.1:${process.env.PORT || 3000}/api/health`
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) })
  const { mills } = await answer.json()
  const well = answer.ok && (!process.argv.includes('--mill') || mills.length > 0)
  process.exitCode = well ? 0 : 1
} catch {
  process.exitCode = 1
}
