import { keyFiguresOf } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { drawnSignals, MOST_DRAWN } from './drawn-signals'

const comber = {
  kind: 'comber',
  metrics: { noil: 17, 'nips/rate': 450, 'energy/power': 4, 'machine/reason': 'producing' },
}
const names = (show: string[]) => drawnSignals(comber, show).map(({ name }) => name)

describe('signals that are drawn', () => {
  it('are the key figures that the machine has, then output and power', () => {
    expect(names([])).toEqual([...keyFiguresOf('comber').filter((name) => name in comber.metrics), 'energy/power'])
  })

  it('are those asked for, once each, without words and without what the catalogue does not know', () => {
    expect(names(['energy/power', 'noil', 'noil', 'machine/reason', 'no/signal'])).toEqual(['energy/power', 'noil'])
  })

  it('are not more than can be looked at', () => {
    const many = drawnSignals({ kind: 'ring-frame', metrics: {} }, [
      'spindle/speed',
      'spin/twist',
      'spin/draft',
      'energy/power',
      'energy/total',
      'doff/progress',
      'doff/count',
      'suction/drafting',
      'suction/compact',
    ])
    expect(many).toHaveLength(MOST_DRAWN)
  })
})
