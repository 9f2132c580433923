import { keyFiguresOf } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { machineLook } from '../../shared/machines/machine-look'
import type { MachineView } from '../../shared/process/machine-view'
import { figureColumns, sorted } from './machine-list'

const NOIL = keyFiguresOf('comber').indexOf('noil')
const aMachine = (id: string, noil: number | null, more: Partial<MachineView> = {}): MachineView => ({
  id,
  kind: 'comber',
  zone: '',
  look: machineLook('comber', { online: true, stale: false, state: null, reason: 'producing' }),
  reason: 'producing',
  sinceMs: null,
  output: null,
  power: null,
  figures: keyFiguresOf('comber').map((_, i) => (i === NOIL ? noil : null)),
  times: null,
  ...more,
})
const MACHINES = [aMachine('CB10', 17), aMachine('CB2', null), aMachine('CB1', 16, { sinceMs: 500 })]
const ids = (sort: string, descending = false) =>
  sorted('comber', MACHINES, sort, descending, ({ en }) => en).map(({ id }) => id)

describe('the list of a kind', () => {
  it.each([
    ['machine', false, ['CB1', 'CB2', 'CB10']],
    ['machine', true, ['CB10', 'CB2', 'CB1']],
    ['noil', false, ['CB1', 'CB10', 'CB2']],
    ['noil', true, ['CB10', 'CB1', 'CB2']],
    ['since', false, ['CB1', 'CB2', 'CB10']],
    ['no/signal', false, ['CB1', 'CB2', 'CB10']],
    ['', false, ['CB1', 'CB2', 'CB10']],
  ] as const)('sorted by %o, descending %o', (sort, descending, expected) => {
    expect(ids(sort, descending)).toEqual(expected)
  })

  it('has columns for figures that somebody has', () => {
    expect(figureColumns('comber', MACHINES).map(({ signal }) => signal.name)).toEqual(['noil'])
  })
})
