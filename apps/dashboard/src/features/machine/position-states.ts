import type { MachineLive } from '@wanding/contracts'
import type { LocalText } from '../../shared/i18n/texts'
import type { MachineShape } from '../../shared/machines/machine-look'
import { HEAD_WORDS, ROVING_WORDS, UNIT_WORDS } from './machine.texts'

/** What a code in an array of states means, and how it is drawn. */
export interface PositionState {
  word: LocalText
  shape: MachineShape
}

/** Arrays whose numbers are states, by the name of the signal: what each number means (docs/wire-format.md). */
const STATES: Readonly<Record<string, readonly PositionState[]>> = {
  'units/state': [
    { word: UNIT_WORDS.noSignal, shape: 'unknown' },
    { word: UNIT_WORDS.winding, shape: 'runs' },
    { word: UNIT_WORDS.bobbinChange, shape: 'changes' },
    { word: UNIT_WORDS.splicing, shape: 'changes' },
    { word: UNIT_WORDS.coneDoff, shape: 'changes' },
    { word: UNIT_WORDS.waitingForBobbin, shape: 'waits' },
    { word: UNIT_WORDS.redLight, shape: 'stands' },
    { word: UNIT_WORDS.waitingForAir, shape: 'waits' },
  ],
  'positions/state': [
    { word: UNIT_WORDS.noSignal, shape: 'unknown' },
    { word: ROVING_WORDS.running, shape: 'runs' },
    { word: ROVING_WORDS.broken, shape: 'stands' },
  ],
  'heads/stopped': [
    { word: HEAD_WORDS.running, shape: 'runs' },
    { word: HEAD_WORDS.stopped, shape: 'stands' },
  ],
}

/** Numbers that are flags of positions, one bit each, the lowest for position 1: how many positions. */
const FLAGS: Readonly<Record<string, number>> = { 'heads/stopped': 8 }

/** What a machine says position by position: its arrays, and the numbers that are flags. */
export function positionSignals({
  arrays,
  metrics,
}: Pick<MachineLive, 'arrays' | 'metrics'>): [string, readonly number[]][] {
  const flags = Object.entries(FLAGS).flatMap(([name, count]): [string, readonly number[]][] => {
    const value = metrics[name]
    if (typeof value !== 'number') return []
    return [[name, Array.from({ length: count }, (_, i) => Math.floor(value / 2 ** i) % 2)]]
  })
  return [...flags, ...Object.entries(arrays)]
}

export type Positions =
  | { as: 'states'; states: readonly PositionState[] }
  /** As bars between the least and the most of them. */
  | { as: 'amounts'; least: number; most: number }

/** How an array is drawn: as states where its codes are known, else as amounts. */
export function positionsOf(signal: string, values: readonly number[]): Positions {
  const states = STATES[signal]
  const known = states !== undefined && values.every((value) => states[value] !== undefined)
  if (known) return { as: 'states', states: values.map((value) => states[value]!) }
  return { as: 'amounts', least: Math.min(0, ...values), most: Math.max(...values) }
}

/** The positions (1-based) with the most, the most first; none where nothing was counted. */
export function highest(values: readonly number[], count: number): { position: number; value: number }[] {
  return values
    .map((value, i) => ({ position: i + 1, value }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value || a.position - b.position)
    .slice(0, count)
}

/** An area over all positions in a box of 1 000 × 100, highest at the top; many positions need no cell of their own. */
export function profilePath(values: readonly number[], least: number, most: number): string {
  const width = 1000 / values.length
  const y = (value: number) => (most > least ? 100 - (100 * (value - least)) / (most - least) : 100)
  const steps = values.map((value, i) => `V${y(value).toFixed(1)}H${((i + 1) * width).toFixed(2)}`)
  return `M0 100${steps.join('')}V100Z`
}

/** Each state of an array with how many positions have it, in the order of their codes. */
export function countStates(states: readonly PositionState[]): { state: PositionState; count: number }[] {
  const counts = new Map<PositionState, number>()
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1)
  return [...counts].map(([state, count]) => ({ state, count }))
}

/** The states in rows of so many, each with the number of its first position. */
export function rowsOf(states: readonly PositionState[], inRow: number): { first: number; states: PositionState[] }[] {
  return Array.from({ length: Math.ceil(states.length / inRow) }, (_, row) => ({
    first: row * inRow + 1,
    states: states.slice(row * inRow, (row + 1) * inRow),
  }))
}
