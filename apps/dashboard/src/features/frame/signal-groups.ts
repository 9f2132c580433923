import { SIGNALS, type Signal } from '@wanding/contracts'
import type { LocalText } from '../../shared/i18n/texts'
import { GROUPS } from './frame.texts'

export interface SignalGroup {
  key: string
  name: LocalText
  signals: readonly Signal[]
}

/** The scalars of a ring frame in groups by the folder of their names, in the order of the catalogue. */
export const SIGNAL_GROUPS: readonly SignalGroup[] = groupsOf(
  SIGNALS['ring-frame'].filter(({ nature, name }) => nature !== 'array' && name !== 'machine/kind'),
)

function groupsOf(signals: readonly Signal[]): SignalGroup[] {
  const groups = new Map<string, Signal[]>()
  for (const signal of signals) {
    const key = signal.name.split('/')[0]!
    groups.set(key, [...(groups.get(key) ?? []), signal])
  }
  return [...groups].map(([key, members]) => ({
    key,
    name: key in GROUPS ? GROUPS[key as keyof typeof GROUPS] : GROUPS.other,
    signals: members,
  }))
}

/** Decimals a signal deserves: as many as its deadband makes a difference in; counts and plain numbers have none. */
export function decimalsOf({ unit, deadband, nature, datatype }: Signal): number {
  if (datatype.startsWith('UInt') || datatype.startsWith('Int')) return 0
  if (nature === 'counter') return unit === 'kg' || unit === 'kWh' ? 1 : 0
  if (deadband > 0) return Math.max(0, Math.min(2, Math.ceil(-Math.log10(deadband) - 1e-9)))
  return unit === '' ? 2 : 1
}
