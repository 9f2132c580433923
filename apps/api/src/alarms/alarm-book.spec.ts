import { describe, expect, it } from 'vitest'
import { AlarmBook, toKept } from './alarm-book'
import { type Finding, finding } from './finding'

const S = 1000
const MINUTE = 60 * S
const HUMID = 'climate/AC01'
const humid = (details: Partial<Finding> = {}): Finding =>
  finding('climate', 'AC01', { value: 62, limit: 60, ...details })
const by = { key: HUMID, by: 'Li Na' } as const

/** A book in which the humidity of AC01 has stood since minute 0 and was raised at minute 2. */
function aBook() {
  const book = new AlarmBook()
  book.update([humid()], 0)
  const [raised] = book.update([humid()], 2 * MINUTE)
  const state = () => book.get(HUMID)?.standing
  const act = (action: Parameters<AlarmBook['act']>[0], atMs = 3 * MINUTE) => book.act(action, 'climate', 'AC01', atMs)
  return { book, raised: raised!, state, act }
}

describe('delays and deadbands', () => {
  it('raises after the on-delay, with since when it has been so', () => {
    const book = new AlarmBook()
    expect(book.update([humid()], 0)).toEqual([])
    expect(book.update([humid()], 119 * S)).toEqual([])
    expect(book.update([humid()], 120 * S)).toMatchObject([{ event: 'raise', to: 'unacknowledged', annunciated: true }])
    expect(book.get(HUMID)).toMatchObject({ sinceMs: 0, value: 62, limit: 60 })
  })

  it('begins the delay anew when the condition was gone, or the clock went back', () => {
    const book = new AlarmBook()
    book.update([humid()], 0)
    book.update([], 60 * S)
    book.update([humid()], 61 * S)
    expect(book.update([humid()], 130 * S)).toEqual([])
    book.update([humid()], 10 * S)
    expect(book.update([humid()], 129 * S)).toEqual([])
    expect(book.update([humid()], 130 * S)).toHaveLength(1)
  })

  it('clears after the off-delay only', () => {
    const { book } = aBook()
    expect(book.update([], 2 * MINUTE + 9 * S)).toEqual([])
    expect(book.update([], 2 * MINUTE + 10 * S)).toMatchObject([{ event: 'clear', to: 'returned' }])
  })

  it('is told anew when it becomes graver, not when it eases', () => {
    const { book, act } = aBook()
    act({ ...by, action: 'acknowledge', occurrence: book.get(HUMID)!.occurrence, note: '' })
    expect(book.update([humid({ beyond: true })], 4 * MINUTE)).toMatchObject([
      { event: 'escalate', priority: 1, to: 'unacknowledged', annunciated: true },
    ])
    expect(book.update([humid()], 5 * MINUTE)).toEqual([])
  })
})

describe('what telemetry does not tell', () => {
  it('leaves what stands, and begins nothing', () => {
    const { book, state } = aBook()
    expect(book.update([humid({ on: 'unknown' })], 60 * MINUTE)).toEqual([])
    expect(state()).toMatchObject({ active: true })
    const other = new AlarmBook()
    other.update([humid({ on: 'unknown' })], 0)
    expect(other.update([humid({ on: 'unknown' })], 60 * MINUTE)).toEqual([])
  })
})

describe('suppression by design', () => {
  it('tells nothing of what follows from another alarm', () => {
    const book = new AlarmBook()
    const child = humid({ because: 'air-filter/AC01' })
    book.update([child], 0)
    const changes = book.update([child], 2 * MINUTE)
    expect(changes.map(({ event, annunciated }) => [event, annunciated])).toEqual([
      ['suppress', false],
      ['raise', false],
    ])
    expect(book.update([humid()], 3 * MINUTE)).toMatchObject([{ event: 'unsuppress', annunciated: true }])
  })

  it('forgets what cleared behind its cover', () => {
    const { book } = aBook()
    book.update([humid({ because: 'x' })], 3 * MINUTE)
    book.update([], 4 * MINUTE)
    expect([...book.all()]).toEqual([])
  })
})

describe('what operators do', () => {
  it('two may acknowledge the same occurrence', () => {
    const { book, act } = aBook()
    const { occurrence } = book.get(HUMID)!
    expect(act({ ...by, action: 'acknowledge', occurrence, note: 'seen' })).toMatchObject({
      ok: true,
      changes: [{ by: 'Li Na', note: 'seen', to: 'acknowledged' }],
    })
    expect(act({ ...by, by: 'Wang', action: 'acknowledge', occurrence, note: '' })).toEqual({ ok: true, changes: [] })
    expect(book.get(HUMID)).toMatchObject({ by: 'Li Na', note: 'seen' })
  })

  it('nobody acknowledges what was raised again since', () => {
    const { book, act } = aBook()
    const { occurrence } = book.get(HUMID)!
    book.update([], 3 * MINUTE)
    book.update([humid()], 4 * MINUTE)
    book.update([humid()], 6 * MINUTE)
    expect(act({ ...by, action: 'acknowledge', occurrence, note: '' })).toEqual({ ok: false, reason: 'stale' })
  })

  it('a shelf ends by itself, and what still stands is told anew', () => {
    const { book, act } = aBook()
    act({ ...by, action: 'shelve', minutes: 10, reason: 'fitter is there' })
    expect(book.get(HUMID)).toMatchObject({ shelvedUntilMs: 13 * MINUTE, note: 'fitter is there' })
    expect(book.update([humid()], 13 * MINUTE - 1)).toEqual([])
    expect(book.update([humid()], 13 * MINUTE)).toMatchObject([{ event: 'shelf-expired', annunciated: true }])
    expect(book.get(HUMID)!.shelvedUntilMs).toBeNull()
  })

  it('out of service hides what comes until it is back', () => {
    const book = new AlarmBook()
    expect(book.act({ ...by, action: 'out-of-service', reason: 'rebuild' }, 'climate', 'AC01', 0)).toMatchObject({
      ok: true,
    })
    book.update([humid()], 0)
    expect(book.update([humid()], 2 * MINUTE)).toMatchObject([
      { event: 'raise', annunciated: false, to: 'out-of-service' },
    ])
    expect(book.act({ ...by, action: 'in-service', note: '' }, 'climate', 'AC01', 3 * MINUTE)).toMatchObject({
      changes: [{ to: 'unacknowledged', annunciated: true }],
    })
  })

  it('a refused action leaves no trace', () => {
    const book = new AlarmBook()
    expect(book.act({ ...by, action: 'unshelve', note: '' }, 'climate', 'AC01', 0)).toEqual({
      ok: false,
      reason: 'not-shelved',
    })
    expect([...book.all()]).toEqual([])
  })
})

it('a kept alarm goes on as it was', () => {
  const { book } = aBook()
  const other = new AlarmBook()
  other.restore(toKept(book.get(HUMID)!))
  expect(other.update([humid()], 5 * MINUTE)).toEqual([])
  expect(toKept(other.get(HUMID)!)).toEqual(toKept(book.get(HUMID)!))
  expect(other.update([], 6 * MINUTE)).toMatchObject([{ event: 'clear' }])
})
