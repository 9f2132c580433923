import type { Metric } from '@wanding/sparkplug'
import { describe, expect, it } from 'vitest'
import { MAX_SPINDLES, translate } from './translate'

const AT_MS = Date.UTC(2026, 0, 1)
const metric = (name: string, value: Metric['value'], over: Partial<Metric> = {}): Metric => ({ name, value, ...over })
const transitions = (rows: (number | null)[][], over: Partial<Metric> = {}): Metric =>
  metric(
    'spindles/transitions',
    { columns: ['position', 'state', 'offset'], types: ['UInt16', 'UInt8', 'Int32'], rows },
    over,
  )

describe('translate', () => {
  it('sorts scalars, speeds, states and transitions apart', () => {
    const result = translate(
      [
        metric('energy/power', 47.4),
        metric('machine/reason', 'producing'),
        metric('energy/total', 12n),
        metric('spindles/rpm', Uint16Array.of(18_500, 0)),
        metric('spindles/state', Uint8Array.of(1, 2)),
        transitions([[2, 2, -40]], { timestampMs: AT_MS + 1000 }),
      ],
      AT_MS,
    )
    expect([...result.values]).toEqual([
      ['energy/power', 47.4],
      ['machine/reason', 'producing'],
      ['energy/total', 12],
    ])
    expect(result.rpm).toEqual(Uint16Array.of(18_500, 0))
    expect(result.states).toEqual(Uint8Array.of(1, 2))
    expect(result.transitions).toEqual([{ position: 2, state: 2, atMs: AT_MS + 960 }])
    expect(result.problems).toEqual([])
  })

  it('takes no count that a number cannot hold, and tells of a name that is there twice', () => {
    const result = translate(
      [metric('a', 2n ** 53n), metric('b', -(2n ** 53n) + 1n), metric('c', 1), metric('c', 2)],
      AT_MS,
    )
    expect([...result.values]).toEqual([
      ['a', null],
      ['b', Number.MIN_SAFE_INTEGER],
      ['c', 2],
    ])
    expect(result.problems).toEqual([
      'a is 9007199254740992, which a number cannot hold',
      'c is there twice; the last one counts',
    ])
  })

  it('keeps the arrays of other positions than spindles as numbers, and refuses words in them', () => {
    const result = translate(
      [metric('units/state', Uint8Array.of(1, 4)), metric('heads/stopped', [true, false]), metric('a/b', ['x'])],
      AT_MS,
    )
    expect(result.arrays).toEqual(
      new Map([
        ['units/state', [1, 4]],
        ['heads/stopped', [1, 0]],
      ]),
    )
    expect(result.problems).toEqual([expect.stringContaining('a/b')])
  })

  it.each([
    ['a number that is none', metric('energy/power', Number.NaN), 'energy/power'],
    ['infinite power', metric('energy/power', Number.POSITIVE_INFINITY), 'energy/power'],
    ['states as text', metric('spindles/state', 'running'), 'spindles/state'],
    ['no spindles at all', metric('spindles/state', new Uint8Array(0)), 'spindles/state'],
    ['a million spindles on one frame', metric('spindles/rpm', new Uint16Array(MAX_SPINDLES + 1)), 'spindles/rpm'],
    ['transitions as a number', metric('spindles/transitions', 5), 'spindles/transitions'],
    ['a transition at position 0', transitions([[0, 2, 0]]), 'spindles/transitions'],
    ['a transition to state 300', transitions([[1, 300, 0]]), 'spindles/transitions'],
    ['a transition at no time', transitions([[1, 2, Number.NaN]]), 'spindles/transitions'],
    ['a transition in 1970', transitions([[1, 2, 0]], { timestampMs: 1000 }), 'spindles/transitions'],
    ['a text without end', metric('machine/reason', 'x'.repeat(20_000)), 'machine/reason'],
  ])('says what is wrong with %s', (_, bad, where) => {
    const { problems } = translate([bad], AT_MS)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(where)
  })

  it('uses the good metrics of a message that has a bad one', () => {
    const {
      values,
      transitions: kept,
      problems,
    } = translate(
      [
        metric('energy/power', Number.NaN),
        metric('spindle/speed', 18_400),
        transitions([
          [0, 2, 0],
          [7, 2, 5],
        ]),
      ],
      AT_MS,
    )
    expect(values.get('spindle/speed')).toBe(18_400)
    expect(values.get('energy/power')).toBeNull()
    expect(kept).toEqual([{ position: 7, state: 2, atMs: AT_MS + 5 }])
    expect(problems).toHaveLength(2)
  })

  it('refuses speeds of another length than the states of the same message', () => {
    const result = translate(
      [metric('spindles/state', new Uint8Array(4)), metric('spindles/rpm', new Uint16Array(5))],
      AT_MS,
    )
    expect(result.rpm).toBeUndefined()
    expect(result.states).toHaveLength(4)
    expect(result.problems).toHaveLength(1)
  })
})
