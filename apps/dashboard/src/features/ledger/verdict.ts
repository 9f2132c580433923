import type { GatewayLedger, Health, Ledger } from '@wanding/contracts'

/** What the books come to, the worst first. */
export type Verdict =
  | 'fault'
  | 'refusing'
  | 'rivals'
  | 'lost'
  | 'damaged'
  | 'unpromised'
  | 'dead'
  | 'behind'
  | 'unheard'
  | 'at-gateway'
  | 'partly-unheard'
  | 'exact'

/** A second's messages are always under way; this many are more than that, a gateway. */
const USUAL_AT_GATEWAY = 100
/** Records on their way to the store that are more than a few seconds of a mill. */
const USUAL_WAITING = 3000

/** What the gateways that are not heard keep is not in the books: until they are back, nobody can say that nothing is missing. */
export function verdictOf({ total, gateways, spool, unjournalled }: Ledger, health: Health | null): Verdict {
  if (gateways.some(({ difference }) => difference !== 0)) return 'fault'
  if (spool.problem !== null) return 'refusing'
  // What the one keeps that is not connected counts as lost until it is.
  if (health !== null && health.gateways.rivals.length > 0) return 'rivals'
  if (total.lost > 0) return 'lost'
  if (spool.damaged > 0) return 'damaged'
  if (unjournalled.lost > 0) return 'unpromised'
  if (total.deadLettered > 0) return 'dead'
  if (spool.waiting > USUAL_WAITING) return 'behind'
  const offline = offlineOf(health)
  // Nothing comes by itself while nobody is there.
  if (offline > 0 && offline === health!.gateways.total) return 'unheard'
  if (gateways.some(({ atGateway }) => atGateway > USUAL_AT_GATEWAY)) return 'at-gateway'
  return offline > 0 ? 'partly-unheard' : 'exact'
}

/** Gateways that are not heard: what they keep meanwhile cannot be in the books. */
export const offlineOf = (health: Health | null): number =>
  health === null ? 0 : health.gateways.total - health.gateways.online

/** Whether a gateway is as it should be: nothing lost, unusable, or held up. */
export const isWell = ({ difference, lost, deadLettered, atGateway }: GatewayLedger): boolean =>
  difference === 0 && lost === 0 && deadLettered === 0 && atGateway <= USUAL_AT_GATEWAY

/** Gateways with something to look at first, then by name. */
export const inOrder = (gateways: readonly GatewayLedger[]): GatewayLedger[] =>
  [...gateways].sort(
    (a, b) => Number(isWell(a)) - Number(isWell(b)) || `${a.mill}/${a.gateway}`.localeCompare(`${b.mill}/${b.gateway}`),
  )
