import type { GatewayLedger, Health, Ledger } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { inOrder, isWell, offlineOf, verdictOf } from './verdict'

const COUNTS = {
  ...{ produced: 100, stored: 98, deadLettered: 0, inSpool: 2, atGateway: 0, lost: 0 },
  ...{ duplicates: 0, gaps: 0, resent: 0, held: 0, difference: 0 },
}
const gateway = (more: Partial<GatewayLedger> = {}): GatewayLedger => ({
  mill: 'jimo',
  gateway: 'GW01',
  ...COUNTS,
  ...more,
})
const books = (of: Partial<GatewayLedger> = {}, spool: Partial<Ledger['spool']> = {}): Ledger => ({
  atMs: 0,
  total: { ...COUNTS, ...of },
  gateways: [gateway(), gateway({ gateway: 'GW02', ...of })],
  spool: { bytes: 0, mostBytes: 1, waiting: 2, problem: null, damaged: 0, refused: 0, ...spool },
  deadLetters: { count: 0, unwritten: 0, file: 'f' },
  unjournalled: { gateways: [], messages: 0, lost: 0 },
})
const heard = (online: number, ...rivals: string[]) =>
  ({ gateways: { total: 15, online, stale: [], rivals } }) as unknown as Health
const withoutJournal = (lost: number): Ledger => ({
  ...books({ deadLettered: 1 }),
  unjournalled: { gateways: ['OLD1'], messages: 500, lost },
})

describe('what the books come to', () => {
  it.each([
    ['exact', books()],
    ['exact', books({ duplicates: 40, atGateway: 20 })],
    ['behind', books({}, { waiting: 50_000 })],
    ['at-gateway', books({ atGateway: 5000 })],
    ['dead', books({ deadLettered: 1, atGateway: 5000 })],
    ['lost', books({ lost: 1, deadLettered: 1 })],
    ['dead', withoutJournal(0)],
    ['unpromised', withoutJournal(3)],
    ['damaged', { ...withoutJournal(3), spool: { ...books().spool, damaged: 1 } }],
    ['lost', books({ lost: 1 }, { damaged: 1 })],
    ['refusing', books({ lost: 1 }, { problem: 'ENOSPC' })],
    ['fault', books({ difference: -1 }, { problem: 'ENOSPC' })],
  ] as const)('%s', (verdict, of) => {
    expect(verdictOf(of, heard(15))).toBe(verdict)
    expect(verdictOf(of, null)).toBe(verdict)
  })

  it.each([
    ['unheard', books(), 0],
    ['unheard', books({ atGateway: 5000 }), 0],
    ['at-gateway', books({ atGateway: 5000 }), 12],
    ['partly-unheard', books(), 12],
    // What is known to be wrong is said before what is not known.
    ['lost', books({ lost: 1 }), 0],
    ['behind', books({}, { waiting: 50_000 }), 0],
  ] as const)('%s where gateways are not heard', (verdict, of, online) =>
    expect(verdictOf(of, heard(online))).toBe(verdict),
  )

  it.each([
    ['rivals', books({ lost: 4 })],
    ['rivals', books({ atGateway: 5000 })],
    ['refusing', books({}, { problem: 'ENOSPC' })],
  ] as const)('%s where two programs have the name of a gateway', (verdict, of) =>
    expect(verdictOf(of, heard(15, 'jimo/GW01'))).toBe(verdict),
  )

  it('has gateways with something to look at first', () => {
    const odd = [gateway({ gateway: 'GW03', lost: 2 }), gateway({ gateway: 'GW09', difference: 1 })]
    expect(odd.some(isWell)).toBe(false)
    expect(inOrder([gateway(), odd[1]!, gateway({ gateway: 'GW02' }), odd[0]!]).map((each) => each.gateway)).toEqual([
      'GW03',
      'GW09',
      'GW01',
      'GW02',
    ])
  })

  it('knows how many gateways are not heard, once health has answered', () => {
    expect(offlineOf(heard(12))).toBe(3)
    expect(offlineOf(null)).toBe(0)
  })
})
