import { keyFiguresOf } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { machineLook } from '../../shared/machines/machine-look'
import type { MachineView } from '../../shared/process/machine-view'
import { balancePercent, departmentView, tileSide } from './department'

const aMachine = (id: string, reason: 'producing' | 'fault' | 'can-change', noil: number): MachineView => ({
  id,
  kind: 'comber',
  zone: '',
  look: machineLook('comber', { online: true, stale: false, state: null, reason }),
  reason,
  sinceMs: null,
  output: 60,
  power: 4,
  figures: keyFiguresOf('comber').map((name) => (name === 'noil' ? noil : null)),
  times: null,
})

const MACHINES = [
  aMachine('CB01', 'producing', 16),
  aMachine('CB02', 'producing', 18),
  aMachine('CB03', 'can-change', 0),
  aMachine('CB04', 'fault', 0),
  aMachine('CB05', 'can-change', 0),
]

describe('a department', () => {
  it('counts what runs, and names what does not, the worst first', () => {
    const view = departmentView('comber', MACHINES, undefined, undefined)
    expect(view.running).toBe(2)
    expect(view.standing.map(({ look, count }) => [look.word.en, count])).toEqual([
      ['Fault', 1],
      ['Can change', 2],
    ])
    expect(view.worst?.id).toBe('CB04')
  })

  it('gives the mean of key figures over the machines that run: one that stands would pull it down', () => {
    const { figures } = departmentView('comber', MACHINES, undefined, undefined)
    expect(figures.map(({ signal, mean }) => [signal.name, mean])).toEqual([['noil', 17]])
  })

  it('is without figures where nothing runs and nothing was said', () => {
    const view = departmentView('comber', [MACHINES[3]!], undefined, undefined)
    expect(view).toMatchObject({ running: 0, figures: [], kgPerHour: null, powerKw: null, hour: null })
  })
})

describe('tiles', () => {
  it('shrink with the number of machines and never vanish', () => {
    expect([1, 32, 84, 210, 834, 5000].map(tileSide)).toEqual([24, 24, 18, 12, 8, 8])
  })
})

describe('balance of two stages', () => {
  const hour = (delivered: number | null, taken: number | null) => ({
    kind: 'card' as const,
    machines: [],
    runningPercent: null,
    deliveredKgPerHour: delivered,
    takenKgPerHour: taken,
    takenBy: 'breaker-draw' as const,
    buffers: [],
    stops: [],
  })
  it.each([
    [2100, 2000, 5],
    [1900, 2000, -5],
    [null, 2000, null],
    [2000, null, null],
    [10, 0, null],
  ])('%o against %o is %o %%', (delivered, taken, percent) => {
    expect(balancePercent(hour(delivered, taken))).toBe(percent)
  })
})
