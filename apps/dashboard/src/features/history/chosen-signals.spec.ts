import { describe, expect, it } from 'vitest'
import { chartsOf, chosenSignals, drawable, MOST_CHOSEN } from './chosen-signals'

const kindOf = (machine: string) =>
  ({ RF: 'ring-frame', AC: 'air-conditioning', EL: 'electricity' })[machine.slice(0, 2)]
const chosen = (...show: string[]) => chosenSignals(show, kindOf)

describe('chosen signals', () => {
  it('are read from the address; what the mill has not is left out, and what stands twice is there once', () => {
    const show = ['RF05:spindle/speed', 'XX01:spindle/speed', 'RF05:spindle/colour', 'RF05', '', 'RF05:spindle/speed']
    expect(chosen(...show, 'RF05:machine/reason', 'RF05:spindles/rpm').map(({ key }) => key)).toEqual([
      'RF05:spindle/speed',
    ])
  })

  it('are so many at the most', () => {
    const show = Array.from({ length: 30 }, (_, i) => `RF${String(i + 1).padStart(2, '0')}:spindle/speed`)
    expect(chosen(...show)).toHaveLength(MOST_CHOSEN)
  })

  it('come into one chart by unit, counters apart, five lines in each', () => {
    const charts = chartsOf(
      chosen(
        ...['RF01', 'RF02', 'RF03', 'RF04', 'RF05', 'RF06'].map((id) => `${id}:energy/power`),
        'EL01:energy/power',
        'AC01:zone/relativeHumidity',
        'RF01:doff/progress',
        'RF01:energy/total',
      ),
    )
    expect(charts.map((chart) => chart.map(({ key }) => key))).toEqual([
      ['RF01', 'RF02', 'RF03', 'RF04', 'RF05'].map((id) => `${id}:energy/power`),
      ['RF06:energy/power', 'EL01:energy/power'],
      ['AC01:zone/relativeHumidity', 'RF01:doff/progress'],
      ['RF01:energy/total'],
    ])
  })

  it('are numbers over time only', () => {
    for (const { history, nature } of drawable('ring-frame')) expect([history, nature]).not.toContain('text')
    expect(drawable('no-such-kind')).toEqual([])
  })
})
