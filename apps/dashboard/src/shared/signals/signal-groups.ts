import { SIGNALS, type Signal } from '@wanding/contracts'
import type { LocalText } from '../i18n/texts'
import { GROUPS } from './signals.texts'

export interface SignalGroup {
  key: string
  name: LocalText
  signals: readonly Signal[]
}

/** The scalars of a kind of machine in groups by the folder of their names, in the order of the catalogue. */
export function signalGroups(kind: string): SignalGroup[] {
  const groups = new Map<string, Signal[]>()
  for (const signal of scalarsOf(kind)) {
    const folder = signal.name.split('/')[0]!
    const key = folder in GROUPS ? folder : 'other'
    groups.set(key, [...(groups.get(key) ?? []), signal])
  }
  return [...groups].map(([key, signals]) => ({ key, name: GROUPS[key as keyof typeof GROUPS], signals }))
}

/** What the catalogue says of a kind of machine; nothing of a kind that it does not know. */
export const signalsOf = (kind: string): readonly Signal[] =>
  (SIGNALS as Readonly<Record<string, readonly Signal[]>>)[kind] ?? []

/** Every signal that is one value at a time. */
export const scalarsOf = (kind: string): readonly Signal[] =>
  signalsOf(kind).filter(({ nature, name }) => nature !== 'array' && name !== 'machine/kind')

/** Decimals a signal deserves: as many as its deadband makes a difference in; counts and plain numbers have none. */
export function decimalsOf({ unit, deadband, nature, datatype }: Signal): number {
  if (datatype.startsWith('UInt') || datatype.startsWith('Int')) return 0
  if (nature === 'counter') return unit === 'kg' || unit === 'kWh' ? 1 : 0
  if (deadband > 0) return Math.max(0, Math.min(2, Math.ceil(-Math.log10(deadband) - 1e-9)))
  return unit === '' ? 2 : 1
}
