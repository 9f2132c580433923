import { keyFiguresOf, type MachineLive, OUTPUT, POWER, type Signal, signalOf } from '@wanding/contracts'

/** Charts at most: more cannot be compared. */
export const MOST_DRAWN = 8
const USUAL = 4

/** Whether there is a history of a signal that can be drawn. */
export const isDrawable = ({ nature, history }: Signal): boolean =>
  history === 'series' && (nature === 'gauge' || nature === 'counter')

/** The signals to draw: those asked for, else the key figures that the machine has; of all only what can be drawn. */
export function drawnSignals(
  { kind, metrics }: Pick<MachineLive, 'kind' | 'metrics'>,
  show: readonly string[],
): Signal[] {
  const usual = [...keyFiguresOf(kind), OUTPUT, POWER]
    .filter((name) => typeof metrics[name] === 'number')
    .slice(0, USUAL)
  const names = [...new Set(show.length > 0 ? show : usual)]
  return names
    .flatMap((name) => {
      const signal = signalOf(kind, name)
      return signal && isDrawable(signal) ? [signal] : []
    })
    .slice(0, MOST_DRAWN)
}
