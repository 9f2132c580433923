import type { Health } from '@wanding/contracts'

/** A store this far behind is worth a word; it writes once a second. */
const LAG_LIMIT_MS = 10_000

/** What is wrong, in a sentence each; the order is the order of the pipeline. */
export function problemsOf(health: Omit<Health, 'status' | 'problems'>): string[] {
  const { broker, gateways, store, spool, mills } = health
  const problems: string[] = []
  if (!broker.connected) problems.push('the broker cannot be reached')
  else if (mills.length === 0) problems.push('no mill has sent a birth yet')
  const dark = gateways.total - gateways.online
  if (dark > 0) problems.push(`${dark} of ${gateways.total} gateways are offline`)
  if (gateways.stale.length > 0) problems.push(`no data from ${gateways.stale.slice(0, 12).join(', ')}`)
  if (gateways.rivals.length > 0)
    problems.push(
      `two programs are connected by turns as ${gateways.rivals.slice(0, 12).join(', ')}: end one of them; what each keeps comes when it is connected`,
    )
  if (spool.problem !== null)
    problems.push(`nothing more can be kept for the store: ${spool.problem}; gateways keep theirs`)
  if (!store.ok) {
    problems.push(
      store.lastError ? `the ${store.kind} store does not take data: ${store.lastError}` : 'the store is being opened',
    )
  }
  if (store.ok && store.lagMs > LAG_LIMIT_MS) problems.push(`the store is ${Math.round(store.lagMs / 1000)} s behind`)
  // A damaged history was set aside at the start: nobody sees that in what is shown now.
  if (store.ok && store.lastError !== null) problems.push(`the ${store.kind} store: ${store.lastError}`)
  if (store.dropped > 0) problems.push(`${store.dropped} rows were refused by the store for good`)
  return problems
}

/** Down without a broker, degraded with any problem, else ok. */
export function statusOf(brokerConnected: boolean, problems: readonly string[]): Health['status'] {
  if (!brokerConnected) return 'down'
  return problems.length > 0 ? 'degraded' : 'ok'
}
