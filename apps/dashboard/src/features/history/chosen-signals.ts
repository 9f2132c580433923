import type { Signal } from '@wanding/contracts'
import { signalsOf } from '../../shared/signals/signal-groups'

/** A signal of a machine; its key stands in the address. */
export interface ChosenSignal {
  key: string
  machine: string
  signal: Signal
}

/** More series than these nobody reads; and every one is a question to the store. */
export const MOST_CHOSEN = 12
/** Lines in one chart that can still be told apart. */
const MOST_IN_CHART = 5

/** Signals that are kept as numbers over time. */
export const drawable = (kind: string): readonly Signal[] =>
  signalsOf(kind).filter(({ history, nature }) => history === 'series' && nature !== 'array')

/** Reads the address, `RF05:spindle/speed`; what this mill has not is left out. */
export function chosenSignals(
  show: readonly string[],
  kindOf: (machine: string) => string | undefined,
): ChosenSignal[] {
  const chosen = new Map<string, ChosenSignal>()
  for (const key of show) {
    const [machine = '', name] = key.split(':')
    const signal = drawable(kindOf(machine) ?? '').find((each) => each.name === name)
    if (signal && chosen.size < MOST_CHOSEN) chosen.set(key, { key, machine, signal })
  }
  return [...chosen.values()]
}

/** Charts: signals of one unit together, counters apart because they are drawn as rates, at most five lines in each. */
export function chartsOf(chosen: readonly ChosenSignal[]): ChosenSignal[][] {
  const charts: ChosenSignal[][] = []
  const open = new Map<string, ChosenSignal[]>()
  for (const each of chosen) {
    const sort = `${each.signal.unit}/${each.signal.nature}`
    let chart = open.get(sort)
    if (!chart || chart.length >= MOST_IN_CHART) {
      chart = []
      charts.push(chart)
      open.set(sort, chart)
    }
    chart.push(each)
  }
  return charts
}
