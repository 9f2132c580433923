import type { AlarmsNow, AlarmsRevision, AlarmView } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { USUAL_ALARMS } from '../../shared/router/alarms-query'
import { formatRoute, parseRoute } from '../../shared/router/route'
import { leftMs, shownAlarms } from './alarm-list'
import { AlarmsState } from './alarms-state.svelte'

const anAlarm = (key: string, more: Partial<AlarmView> = {}): AlarmView => ({
  key,
  alarm: 'frame-stopped',
  machine: 'RF01',
  priority: 3,
  state: 'unacknowledged',
  occurrence: 1,
  active: true,
  sinceMs: 1000,
  changedMs: 1000,
  value: null,
  limit: null,
  because: null,
  shelvedUntilMs: null,
  by: null,
  note: null,
  ...more,
})
const keys = (alarms: AlarmView[]) => alarms.map(({ key }) => key)

describe('the list', () => {
  const book = [
    anAlarm('returned', { state: 'returned', active: false, sinceMs: null, priority: 1 }),
    anAlarm('shelved', { state: 'shelved', priority: 1 }),
    anAlarm('young', { sinceMs: 9000 }),
    anAlarm('old'),
    anAlarm('seen', { state: 'acknowledged', sinceMs: 10 }),
    anAlarm('gateway', { alarm: 'gateway-offline', priority: 1 }),
  ]

  it.each([
    ['standing', ['gateway', 'old', 'young', 'seen', 'returned']],
    ['unacknowledged', ['gateway', 'old', 'young', 'returned']],
    ['hidden', ['shelved']],
    ['all', ['gateway', 'shelved', 'old', 'young', 'seen', 'returned']],
  ] as const)('shows %s, the most urgent first', (show, expected) =>
    expect(keys(shownAlarms(book, { ...USUAL_ALARMS, show }))).toEqual(expected),
  )

  it('can be narrowed to a position and a family', () => {
    expect(keys(shownAlarms(book, { ...USUAL_ALARMS, position: 'control' }))).toEqual(['gateway'])
    expect(shownAlarms(book, { ...USUAL_ALARMS, family: 'climate' })).toEqual([])
  })

  it('tells the time left to respond, while there is something to respond to', () => {
    expect(leftMs(anAlarm('a'), 1000)).toBe(600_000)
    expect(leftMs(anAlarm('a'), 700_000)).toBe(-99_000)
    expect(leftMs(anAlarm('a', { active: false, sinceMs: null }), 0)).toBeNull()
  })
})

describe('the book in the browser', () => {
  const now: AlarmsNow = {
    mill: 'jimo',
    run: 'a',
    rev: 4,
    atMs: 0,
    alarms: [anAlarm('x')],
    load: [],
    journalProblem: null,
  }
  const next = (rev: number, more: Partial<AlarmsRevision> = {}): AlarmsRevision => ({
    mill: 'jimo',
    run: 'a',
    rev,
    atMs: 0,
    changed: [],
    gone: [],
    load: null,
    journalProblem: null,
    ...more,
  })

  it('follows revisions in order, and asks for a snapshot after a gap', () => {
    const state = new AlarmsState()
    expect(state.revise(next(1))).toBe('gap')
    state.apply(now)
    expect(state.revise(next(4))).toBe('old')
    expect(state.revise(next(5, { changed: [anAlarm('y'), anAlarm('x', { state: 'acknowledged' })] }))).toBe('applied')
    expect(state.alarms.map(({ key, state }) => `${key} ${state}`)).toEqual(['y unacknowledged', 'x acknowledged'])
    expect(state.revise(next(6, { gone: ['x'] }))).toBe('applied')
    expect(state.alarms.map(({ key }) => key)).toEqual(['y'])
    expect(state.revise(next(7, { journalProblem: 'no space left' }))).toBe('applied')
    expect(state.journalProblem).toBe('no space left')
    expect(state.revise(next(8))).toBe('applied')
    expect(state.journalProblem).toBeNull()
    expect(state.revise(next(10))).toBe('gap')
    expect(state.revise(next(9, { run: 'b' }))).toBe('gap')
    expect(state.alarms).toHaveLength(1)
  })
})

it.each(['/alarms', '/alarms?mill=jimo', '/alarms?part=load', '/alarms?show=hidden&family=energy&position=ring'])(
  'the address %s is kept',
  (address) => expect(formatRoute(parseRoute(address))).toBe(address),
)
