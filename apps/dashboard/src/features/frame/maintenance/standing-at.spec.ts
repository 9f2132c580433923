import type { AlarmTransition, QualityCase } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { openCasesAt, spellsOf } from './standing-at'

const aCase = (id: string, openedMs: number, closedMs: number | null, machine = 'RF01'): QualityCase => ({
  id,
  mill: 'jimo',
  run: 'a',
  target: { kind: 'spindle', machine, position: 7 },
  state: closedMs === null ? 'open' : 'closed',
  openedMs,
  closedMs,
  cause: null,
  before: null,
  since: null,
  effect: null,
  steps: [],
})

let seq = 0
const change = (
  event: AlarmTransition['event'],
  atMs: number,
  more: Partial<AlarmTransition> = {},
): AlarmTransition => ({
  seq: ++seq,
  mill: 'jimo',
  run: 'a',
  atMs,
  realMs: atMs,
  key: 'frame-stopped/RF01',
  alarm: 'frame-stopped',
  machine: 'RF01',
  priority: 3,
  event,
  from: 'normal',
  to: 'unacknowledged',
  annunciated: true,
  by: null,
  note: null,
  untilMs: null,
  value: null,
  limit: null,
  ...more,
})

describe('cases of a frame', () => {
  const book = [
    aCase('young', 50, null),
    aCase('closed', 10, 40),
    aCase('old', 20, null),
    aCase('else', 5, null, 'RF02'),
  ]

  it.each([
    [60, ['old', 'young']],
    [45, ['old']],
    [39, ['closed', 'old']],
    [9, []],
  ])('at %i are those open then', (atMs, ids) =>
    expect(openCasesAt(book, 'RF01', atMs).map(({ id }) => id)).toEqual(ids),
  )
})

describe('spells of alarms', () => {
  it('last from raise to return, whatever operators did between; the newest first', () => {
    const told = [
      change('raise', 10),
      change('acknowledge', 12),
      change('clear', 30),
      change('raise', 50),
      change('escalate', 60, { priority: 1 }),
    ]
    expect(spellsOf([...told].reverse())).toEqual([
      { alarm: 'frame-stopped', priority: 1, fromMs: 50, toMs: null },
      { alarm: 'frame-stopped', priority: 3, fromMs: 10, toMs: 30 },
    ])
  })

  it('know each alarm for itself, and nothing of what began before', () => {
    const rogue = { key: 'suction-low/RF01', alarm: 'suction-low' as const }
    const told = [change('clear', 5), change('raise', 10), change('raise', 11, rogue), change('clear', 20)]
    expect(spellsOf(told).map(({ alarm, toMs }) => [alarm, toMs])).toEqual([
      ['suction-low', null],
      ['frame-stopped', 20],
    ])
  })
})
