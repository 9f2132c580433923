import { MOST_EPOCHS } from '@wanding/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gatewayLedgers } from './ledger'
import { StreamBook } from './stream-book'

const key = (epoch = 'e1') => ({ mill: 'jimo', gateway: 'G01', epoch })

/** The way of a message as the intake goes it: what is due is taken, and what waited for it. */
function take(book: StreamBook<number>, position: number, epoch = 'e1'): number[] {
  const verdict = book.verdict(key(epoch), position)
  if (verdict === 'early') book.hold(key(epoch), position, position, 100)
  if (verdict !== 'due') return []
  const taken: number[] = []
  for (let due: number | undefined = position, of = epoch; due !== undefined; ) {
    taken.push(due)
    const next: { position: number; content: number } | undefined = book.settled({
      ...{ ...key(of), from: due, to: due, fate: 'message' },
    })
    if (next && next.position < due) of = 'e2'
    due = next?.position
  }
  return taken
}

describe('StreamBook', () => {
  it('gives every message once and in order, however they come', () => {
    const arrivals = fc
      .integer({ min: 1, max: 40 })
      .chain((count) =>
        fc.array(fc.integer({ min: 1, max: count }), { maxLength: 200 }).map((some) => ({ count, some })),
      )
    fc.assert(
      fc.property(arrivals, ({ count, some }) => {
        const book = new StreamBook<number>()
        book.born('jimo', 'G01', [{ epoch: 'e1', oldest: 1, head: count }])
        const taken = some.flatMap((position) => take(book, position))
        // What never came comes at last.
        for (let position = 1; position <= count; position++) taken.push(...take(book, position))
        expect(taken).toEqual(Array.from({ length: count }, (_, i) => i + 1))
        const [ledger] = gatewayLedgers(book, new Map([['jimo/G01', count]]), new Map())
        expect(ledger).toMatchObject({ produced: count, difference: 0, atGateway: 0, held: 0, lost: 0 })
        expect(ledger!.duplicates).toBe(some.length - new Set(some).size + new Set(some).size)
      }),
    )
  })

  it('counts gaps, what was told again and what came twice, also of journals that are over', () => {
    const book = new StreamBook<number>()
    for (const position of [1, 2, 5, 6, 3, 4, 4, 9, 7, 8]) take(book, position)
    const counted = { produced: 9, gaps: 2, resent: 4, duplicates: 1, held: 0 }
    expect(gatewayLedgers(book, new Map([['jimo/G01', 9]]), new Map())[0]).toMatchObject(counted)
    book.born('jimo', 'G01', [
      { epoch: 'e1', oldest: 9, head: 9 },
      { epoch: 'e2', oldest: 1, head: 0 },
    ])
    book.born('jimo', 'G01', [{ epoch: 'e2', oldest: 1, head: 0 }])
    expect([...book.states()].map(({ epoch }) => epoch)).toEqual(['e2'])
    expect(gatewayLedgers(book, new Map([['jimo/G01', 9]]), new Map())[0]).toMatchObject(counted)
  })

  it('does not wait for what the gateway does not have any more', () => {
    const book = new StreamBook<number>()
    book.born('jimo', 'G01', [{ epoch: 'e1', oldest: 1, head: 3 }])
    take(book, 1)
    const { gone } = book.born('jimo', 'G01', [{ epoch: 'e1', oldest: 6, head: 9 }])
    expect(gone).toEqual([{ ...key(), from: 2, to: 5, fate: 'void' }])
    for (const each of gone) book.settled(each)
    expect(take(book, 6)).toEqual([6])
    expect([...book.states()][0]).toMatchObject({ messages: 2, lost: 4, next: 7, head: 9 })
  })

  it('begins where a gateway begins that it has not known', () => {
    const book = new StreamBook<number>()
    expect(book.born('jimo', 'G01', [{ epoch: 'e1', oldest: 500, head: 700 }]).gone).toEqual([])
    expect(book.verdict(key(), 500)).toBe('due')
    expect(book.verdict(key('of nobody'), 77)).toBe('due')
  })

  it('lets a new journal wait until all of the one before is here', () => {
    const book = new StreamBook<number>()
    book.born('jimo', 'G01', [
      { epoch: 'e1', oldest: 1, head: 2 },
      { epoch: 'e2', oldest: 1, head: 0 },
    ])
    expect(take(book, 1, 'e2')).toEqual([])
    expect(take(book, 2, 'e2')).toEqual([])
    expect(take(book, 1, 'e1')).toEqual([1])
    expect(take(book, 2, 'e1')).toEqual([2, 1, 2])
    expect(take(book, 3, 'e2')).toEqual([3])
  })

  it('counts a journal that a gateway has given up as lost from where it was heard', () => {
    const book = new StreamBook<number>()
    const [e1, e2] = [
      { epoch: 'e1', oldest: 1, head: 10 },
      { epoch: 'e2', oldest: 1, head: 0 },
    ]
    book.born('jimo', 'G01', [e1, e2])
    take(book, 1)
    const { gone, isRival } = book.born('jimo', 'G01', [e2])
    expect(isRival).toBe(false)
    expect(gone).toEqual([{ ...key('e1'), from: 2, to: 10, fate: 'void' }])
    for (const each of gone) book.settled(each)
    book.born('jimo', 'G01', [e2])
    expect([...book.states()].map(({ epoch }) => epoch)).toEqual(['e2'])
    const [ledger] = gatewayLedgers(book, new Map([['jimo/G01', 1]]), new Map())
    expect(ledger).toMatchObject({ produced: 10, stored: 1, lost: 9, difference: 0 })
  })

  it('gives nothing up of a journal that another one takes the place of: it counts as lost while it is away', () => {
    const book = new StreamBook<number>()
    const ledger = () => gatewayLedgers(book, new Map([['jimo/G01', stored]]), new Map())[0]
    let stored = 0
    const takes = (position: number, epoch: string) => {
      stored += take(book, position, epoch).length
    }
    book.born('jimo', 'G01', [{ epoch: 'a', oldest: 1, head: 10 }])
    takes(1, 'a')
    expect(ledger()).toMatchObject({ atGateway: 9, lost: 0, difference: 0 })
    const other = [{ epoch: 'b', oldest: 1, head: 2 }]
    expect(book.born('jimo', 'G01', other)).toEqual({ gone: [], isRival: false })
    expect(ledger()).toMatchObject({ produced: 12, stored: 1, atGateway: 2, lost: 9, difference: 0 })
    takes(1, 'b')
    // Its line is lost and back: nobody else was there.
    expect(book.born('jimo', 'G01', other)).toEqual({ gone: [], isRival: false })
    takes(2, 'b')
    // The first one, which has not heard that its first message was taken.
    expect(book.born('jimo', 'G01', [{ epoch: 'a', oldest: 1, head: 11 }])).toEqual({ gone: [], isRival: true })
    for (let position = 1; position <= 11; position++) takes(position, 'a')
    expect(ledger()).toMatchObject({ produced: 13, stored: 13, atGateway: 0, lost: 0, difference: 0 })
    expect(book.born('jimo', 'G01', other)).toEqual({ gone: [], isRival: true })
    expect(ledger()).toMatchObject({ produced: 13, lost: 0, difference: 0 })
  })

  it('tells nothing twice and loses nothing, however two gateways with one name alternate', () => {
    const turns = fc.array(fc.record({ who: fc.constantFrom('a', 'b'), news: fc.nat(5), told: fc.nat(8) }), {
      maxLength: 60,
    })
    fc.assert(
      fc.property(turns, (all) => {
        const book = new StreamBook<number>()
        const head = { a: 0, b: 0 }
        let stored = 0
        const turn = (who: 'a' | 'b', told: number) => {
          const { gone } = book.born('jimo', 'G01', [{ epoch: who, oldest: 1, head: head[who] }])
          expect(gone).toEqual([])
          for (let position = 1; position <= Math.min(told, head[who]); position++)
            stored += take(book, position, who).length
        }
        for (const { who, news, told } of all) {
          head[who] += news
          turn(who, told)
          const [ledger] = gatewayLedgers(book, new Map([['jimo/G01', stored]]), new Map())
          expect(ledger!.difference).toBe(0)
        }
        turn('a', Number.POSITIVE_INFINITY)
        turn('b', Number.POSITIVE_INFINITY)
        expect(stored).toBe(head.a + head.b)
      }),
    )
  })

  it('holds only so much, remembers what it showed, and asks for it again', () => {
    const book = new StreamBook<number>()
    book.born('jimo', 'G01', [{ epoch: 'e1', oldest: 1, head: 0 }])
    for (let position = 2; position <= 6000; position++) take(book, position)
    const [state] = [...book.states()]
    expect(state!.held).toBe(4096)
    expect(book.heldDropped).toBe(6000 - 1 - 4096)
    expect(book.wasSeen(key(), 6000)).toBe(true)
    expect(take(book, 1).at(-1)).toBe(4097)
    expect(book.wasSeen(key(), 3000)).toBe(false)
    expect(take(book, 4098)).toEqual([4098])
  })

  it('is the same after a restart as before', () => {
    const book = new StreamBook<number>()
    book.born('jimo', 'G01', [{ epoch: 'e1', oldest: 1, head: 9 }])
    for (const position of [1, 2, 3, 7]) take(book, position)
    const again = new StreamBook<number>()
    again.restore([...book.states()], book.ended())
    expect(again.nextOf(key())).toBe(4)
    again.replay({ ...key(), from: 4, to: 4, fate: 'dead' })
    again.replay({ ...key(), from: 4, to: 4, fate: 'dead' })
    expect([...again.states()][0]).toMatchObject({ messages: 3, dead: 1, next: 5, head: 9 })
  })

  it('has exact books and bounded journals when every message names a new one', () => {
    const book = new StreamBook<number>()
    let taken = 0
    for (let n = 0; n < 1000; n++) {
      taken += take(book, 5, `x${n}`).length
      take(book, 2 ** 40, `x${n}`)
    }
    expect(book.size).toBe(MOST_EPOCHS)
    const [ledger] = gatewayLedgers(book, new Map([['jimo/G01', taken]]), new Map())
    expect(ledger).toMatchObject({ stored: 1000, difference: 0 })
  })

  it('forgets of too many journals those that are away first', () => {
    const book = new StreamBook<number>()
    book.born('jimo', 'G01', [{ epoch: 'here', oldest: 1, head: 3 }])
    for (let n = 0; n < 2 * MOST_EPOCHS; n++) {
      book.born('jimo', 'G01', [{ epoch: `x${n}`, oldest: 1, head: 2 }])
      book.born('jimo', 'G01', [{ epoch: 'here', oldest: 1, head: 3 }])
    }
    expect(book.size).toBeLessThanOrEqual(MOST_EPOCHS)
    expect(book.nextOf(key('here'))).toBe(1)
    const [ledger] = gatewayLedgers(book, new Map(), new Map())
    expect(ledger).toMatchObject({ produced: 3 + 4 * MOST_EPOCHS, atGateway: 3, lost: 4 * MOST_EPOCHS, difference: 0 })
  })

  it('holds only so much of a gateway, however many journals it names', () => {
    const book = new StreamBook<number>()
    for (let n = 0; n < 60; n++)
      for (let position = 1; position <= 101; position++) {
        if (position === 1) take(book, 1, `x${n}`)
        else take(book, position + 1, `x${n}`)
      }
    expect([...book.states()].reduce((sum, { held }) => sum + held, 0)).toBe(4096)
    expect(book.heldDropped).toBe(60 * 100 - 4096)
  })
})
