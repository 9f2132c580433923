import { keyFiguresOf, type ProcessMachine, type ProcessRow } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { byTrouble, machineViews, worstOf } from './machine-view'

const aMachine = (id: string, kind = 'card'): ProcessMachine => ({ id, kind, gateway: 'G1', zone: '' })
const aRow = (index: number, more: Partial<ProcessRow> = {}): ProcessRow => ({
  index,
  online: true,
  stale: false,
  state: 'Executing',
  reason: 'producing',
  sinceMs: 1000,
  figures: [75, 12, 1, 2],
  ...more,
})
const times = (machine: string, runningPercent: number) => ({ machine, runningPercent, longestStop: null })
const departments = (...machines: ReturnType<typeof times>[]) => ({
  mill: 'jimo',
  atMs: 0,
  run: 'a',
  windowMinutes: 60,
  departments: [
    {
      kind: 'card' as const,
      machines,
      runningPercent: 90,
      deliveredKgPerHour: 1,
      takenKgPerHour: 1,
      takenBy: null,
      buffers: [],
      stops: [],
    },
  ],
})

const cards = (rows: Partial<ProcessRow>[], ran: number[] = []) =>
  machineViews(
    rows.map((_, i) => aMachine(`CD${i + 1}`)),
    rows.map((row, i) => aRow(i, row)),
    [],
    [],
    departments(...ran.map((percent, i) => times(`CD${i + 1}`, percent))),
  ).get('card')!

describe('views of machines', () => {
  it('take output, power and key figures apart, and the hour from the departments', () => {
    expect(cards([{}], [93])[0]).toMatchObject({
      id: 'CD1',
      output: 75,
      power: 12,
      figures: [1, 2],
      times: { runningPercent: 93 },
      look: { shape: 'runs' },
    })
  })

  it('bring ring frames into the same shape', () => {
    const frame = { id: 'RF01', spindles: 1200, gateway: 'G1', zone: 'Z1' }
    const row = {
      index: 0,
      reason: 'doffing' as const,
      online: true,
      stale: false,
      doffProgressPercent: 0,
      spindleSpeedRpm: 18_500,
      producing: 0,
      endsDown: 7,
      idle: 0,
      noRoving: 0,
      slip: 0,
      rogue: 0,
      breaksPer1000SpindleHours: 6,
      powerKw: 3,
      timeToDoffS: 0,
    }
    const [view] = machineViews([], [], [frame], [row], null).get('ring-frame')!
    expect(view).toMatchObject({ id: 'RF01', zone: 'Z1', power: 3, look: { shape: 'changes' }, times: null })
    expect(view!.figures[keyFiguresOf('ring-frame').indexOf('spindles/endsDown')]).toBe(7)
  })
})

describe('the worst machine', () => {
  it('is out of reach before it stands, stands before it waits, and waits before it runs', () => {
    const views = cards([
      {},
      { reason: 'no-material', state: 'NotExecuting' },
      { online: false },
      { reason: 'fault', state: 'NotExecuting' },
      { reason: 'can-change', state: 'NotExecuting' },
      { stale: true },
    ])
    expect(views.sort(byTrouble).map(({ id }) => id)).toEqual(['CD3', 'CD6', 'CD4', 'CD2', 'CD5', 'CD1'])
  })

  it('is of those that run the one that ran least', () => {
    expect(worstOf(cards([{}, {}, {}], [98, 71, 95]))?.id).toBe('CD2')
  })

  it('is none where all run and ran', () => {
    expect(worstOf(cards([{}, {}], [99.5, 100]))).toBeNull()
    expect(worstOf(cards([{}, {}]))).toBeNull()
    expect(worstOf([])).toBeNull()
  })
})
