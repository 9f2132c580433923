import type { GatewayLedger, Ledger } from '@wanding/contracts'
import type { Coming, StreamBook } from './stream-book'

const NOTHING = {
  ...{ produced: 0, stored: 0, deadLettered: 0, inSpool: 0, atGateway: 0, lost: 0 },
  ...{ duplicates: 0, gaps: 0, resent: 0, held: 0 },
}

type Counted = Omit<GatewayLedger, 'difference'>

/** The books of every gateway: what its journals say it has produced, beside what was counted on each way station by itself. */
export function gatewayLedgers(
  book: StreamBook<unknown>,
  stored: ReadonlyMap<string, number>,
  inSpool: ReadonlyMap<string, number>,
): GatewayLedger[] {
  const ledgers = new Map<string, Counted>()
  const of = (mill: string, gateway: string): Counted => {
    const key = `${mill}/${gateway}`
    const known = ledgers.get(key)
    if (known) return known
    const begun = { ...NOTHING, mill, gateway, stored: stored.get(key) ?? 0, inSpool: inSpool.get(key) ?? 0 }
    ledgers.set(key, begun)
    return begun
  }
  for (const { mill, gateway, first, next, head, dead, lost, isAbsent, held, ...came } of book.states()) {
    const ledger = of(mill, gateway)
    count(ledger, came)
    ledger.produced += head - first + 1
    const outstanding = Math.max(0, head - next + 1)
    ledger.atGateway += isAbsent ? 0 : outstanding
    ledger.lost += lost + (isAbsent ? outstanding : 0)
    ledger.deadLettered += dead
    ledger.held += held
  }
  for (const [key, { produced, dead, lost, ...came }] of book.ended()) {
    const slash = key.indexOf('/')
    const ledger = of(key.slice(0, slash), key.slice(slash + 1))
    count(ledger, came)
    ledger.produced += produced
    ledger.deadLettered += dead
    ledger.lost += lost
  }
  return [...ledgers.values()]
    .map((each) => ({ ...each, difference: differenceOf(each) }))
    .sort((a, b) => a.mill.localeCompare(b.mill) || a.gateway.localeCompare(b.gateway))
}

export function totalOf(gateways: readonly GatewayLedger[]): Ledger['total'] {
  const total = { ...NOTHING, difference: 0 }
  for (const each of gateways) {
    for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += each[key]
  }
  return total
}

function count(ledger: Coming, { duplicates, gaps, resent }: Coming): void {
  ledger.duplicates += duplicates
  ledger.gaps += gaps
  ledger.resent += resent
}

const differenceOf = ({ produced, stored, deadLettered, inSpool, atGateway, lost }: Counted): number =>
  produced - stored - deadLettered - inSpool - atGateway - lost
