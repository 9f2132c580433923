import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ALARM_EVENTS,
  ALARM_STATES,
  type AlarmEvent,
  type AlarmHabit,
  type AlarmStanding,
  type AlarmState,
  alarmStateOf,
  alarmStep,
  isHidden,
  NORMAL,
} from './lifecycle'

const USUAL: AlarmHabit = { latching: false, ackAfterReturn: true }
const LIGHT: AlarmHabit = { latching: false, ackAfterReturn: false }
const LATCHING: AlarmHabit = { latching: true, ackAfterReturn: true }

const lived = (events: readonly AlarmEvent[], habit: AlarmHabit): AlarmStanding =>
  events.reduce((standing, event) => {
    const step = alarmStep(standing, event, habit)
    if (!step.ok) throw new Error(`${event}: ${step.reason}`)
    return step.standing
  }, NORMAL)

/** How each state is reached. */
const WAYS: Readonly<Record<AlarmState, readonly [AlarmHabit, ...AlarmEvent[]]>> = {
  normal: [USUAL],
  unacknowledged: [USUAL, 'raise'],
  acknowledged: [USUAL, 'raise', 'acknowledge'],
  returned: [USUAL, 'raise', 'clear'],
  'latched-unacknowledged': [LATCHING, 'raise', 'clear'],
  'latched-acknowledged': [LATCHING, 'raise', 'acknowledge', 'clear'],
  shelved: [USUAL, 'raise', 'shelve'],
  suppressed: [USUAL, 'raise', 'suppress'],
  'out-of-service': [USUAL, 'raise', 'out-of-service'],
}

/** State after each event, in the order of ALARM_EVENTS; `!` marks that it is told to the operator, `-` that it is refused. */
const TABLE: Readonly<Record<AlarmState, readonly string[]>> = {
  //                raise, escalate, clear, acknowledge, reset, shelve, unshelve, shelf-expired, suppress, unsuppress, out, in
  normal: ['unacknowledged!', '=', '=', '=', '-', 'shelved', '-', '-', 'suppressed', '=', 'out-of-service', '-'],
  unacknowledged: [
    '=',
    'unacknowledged!',
    'returned',
    'acknowledged',
    '-',
    'shelved',
    '-',
    '-',
    'suppressed',
    '=',
    'out-of-service',
    '-',
  ],
  acknowledged: [
    '=',
    'unacknowledged!',
    'normal',
    '=',
    '-',
    'shelved',
    '-',
    '-',
    'suppressed',
    '=',
    'out-of-service',
    '-',
  ],
  returned: ['unacknowledged!', '=', '=', 'normal', '-', 'shelved', '-', '-', 'suppressed', '=', 'out-of-service', '-'],
  'latched-unacknowledged': [
    'unacknowledged!',
    '=',
    '=',
    'latched-acknowledged',
    'normal',
    'shelved',
    '-',
    '-',
    'suppressed',
    '=',
    'out-of-service',
    '-',
  ],
  'latched-acknowledged': [
    'unacknowledged!',
    '=',
    '=',
    '=',
    'normal',
    'shelved',
    '-',
    '-',
    'suppressed',
    '=',
    'out-of-service',
    '-',
  ],
  shelved: [
    '=',
    'shelved',
    'shelved',
    '-',
    '-',
    '-',
    'unacknowledged!',
    'unacknowledged!',
    'shelved',
    '=',
    'out-of-service',
    '-',
  ],
  suppressed: [
    '=',
    'suppressed',
    'suppressed',
    '-',
    '-',
    'shelved',
    '-',
    '-',
    '=',
    'unacknowledged!',
    'out-of-service',
    '-',
  ],
  'out-of-service': [
    '=',
    'out-of-service',
    'out-of-service',
    '-',
    '-',
    '-',
    '-',
    '-',
    'out-of-service',
    '=',
    '-',
    'unacknowledged!',
  ],
}

describe.each(ALARM_STATES)('from %s', (state) => {
  const [habit, ...events] = WAYS[state]
  const standing = lived(events, habit)
  it('is what it is called', () => expect(alarmStateOf(standing)).toBe(state))

  it.each(ALARM_EVENTS.map((event, i) => [event, TABLE[state][i]!] as const))('%s leads to %s', (event, expected) => {
    const step = alarmStep(standing, event, habit)
    if (!step.ok) return expect(expected).toBe('-')
    const told = step.changed ? alarmStateOf(step.standing) + (step.annunciates ? '!' : '') : '='
    expect(told).toBe(expected)
    if (!step.changed) expect(step.standing).toBe(standing)
  })
})

describe('the life of an alarm', () => {
  it.each<[string, AlarmHabit, AlarmEvent[], AlarmState]>([
    ['a light alarm goes by itself', LIGHT, ['raise', 'clear'], 'normal'],
    ['cleared before it was acknowledged, raised again', USUAL, ['raise', 'clear', 'raise'], 'unacknowledged'],
    ['acknowledged by two operators', USUAL, ['raise', 'acknowledge', 'acknowledge'], 'acknowledged'],
    [
      'acknowledged by two operators after the return',
      USUAL,
      ['raise', 'clear', 'acknowledge', 'acknowledge'],
      'normal',
    ],
    ['cleared on the shelf', USUAL, ['raise', 'shelve', 'clear', 'shelf-expired'], 'normal'],
    ['raised on the shelf', USUAL, ['shelve', 'raise', 'shelf-expired'], 'unacknowledged'],
    ['acknowledged, then shelved: told anew', USUAL, ['raise', 'acknowledge', 'shelve', 'unshelve'], 'unacknowledged'],
    ['suppressed, then cleared', USUAL, ['raise', 'suppress', 'clear', 'unsuppress'], 'normal'],
    ['off the shelf under a suppression', USUAL, ['raise', 'shelve', 'suppress', 'unshelve'], 'suppressed'],
    ['back in service under a suppression', USUAL, ['raise', 'suppress', 'out-of-service', 'in-service'], 'suppressed'],
    [
      'a latched one keeps through the shelf',
      LATCHING,
      ['raise', 'shelve', 'clear', 'unshelve'],
      'latched-unacknowledged',
    ],
    ['raised, returned, reset', LATCHING, ['raise', 'clear', 'reset'], 'normal'],
  ])('%s', (_, habit, events, state) => expect(alarmStateOf(lived(events, habit))).toBe(state))

  it('cannot reset what is still so', () =>
    expect(alarmStep(lived(['raise'], LATCHING), 'reset', LATCHING)).toEqual({ ok: false, reason: 'active' }))

  it('tells nothing while hidden, and never ends hidden by the process alone', () => {
    const anEvent = fc.constantFrom(...ALARM_EVENTS)
    fc.assert(
      fc.property(fc.array(anEvent, { maxLength: 40 }), fc.constantFrom(USUAL, LIGHT, LATCHING), (events, habit) => {
        let standing = NORMAL
        for (const event of events) {
          const before = standing
          const step = alarmStep(standing, event, habit)
          if (!step.ok) continue
          standing = step.standing
          if (isHidden(standing)) expect(step.annunciates).toBe(false)
          if (event === 'raise' || event === 'clear') expect(isHidden(standing)).toBe(isHidden(before))
          if (step.annunciates) expect(standing.acknowledged).toBe(false)
        }
      }),
    )
  })
})
