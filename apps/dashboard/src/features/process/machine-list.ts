import { keyFiguresOf, type Signal, signalOf } from '@wanding/contracts'
import { byTrouble, type MachineView } from '../../shared/process/machine-view'

/** Columns of the list of a kind: fixed ones by name, figures by the name of their signal. */
export const FIXED_COLUMNS = ['machine', 'state', 'since', 'ran', 'production/rate', 'energy/power'] as const

/** Figures that at least one machine of the list has. */
export function figureColumns(kind: string, machines: readonly MachineView[]): { signal: Signal; i: number }[] {
  return keyFiguresOf(kind).flatMap((name, i) => {
    const signal = signalOf(kind, name)
    return signal && machines.some(({ figures }) => figures[i] !== null && figures[i] !== undefined)
      ? [{ signal, i }]
      : []
  })
}

const byId = new Intl.Collator('en', { numeric: true })

/** Machines in the order asked for; `sort` is empty for the worst first. Unknown comes last either way. */
export function sorted(
  kind: string,
  machines: readonly MachineView[],
  sort: string,
  descending: boolean,
  say: (text: MachineView['look']['word']) => string,
): MachineView[] {
  if (sort === '') return [...machines].sort(byTrouble)
  const direction = descending ? -1 : 1
  const key = keyOf(kind, sort, say)
  return [...machines].sort((a, b) => {
    const one = key(a)
    const other = key(b)
    if (one === null || other === null) return Number(one === null) - Number(other === null) || byId.compare(a.id, b.id)
    const compared =
      typeof one === 'number' && typeof other === 'number' ? one - other : byId.compare(String(one), String(other))
    return direction * compared || byId.compare(a.id, b.id)
  })
}

function keyOf(
  kind: string,
  sort: string,
  say: (text: MachineView['look']['word']) => string,
): (view: MachineView) => number | string | null {
  switch (sort) {
    case 'machine':
      return ({ id }) => id
    case 'state':
      return ({ look }) => say(look.word)
    // The longest is the one that began first.
    case 'since':
      return ({ sinceMs }) => (sinceMs === null ? null : -sinceMs)
    case 'ran':
      return ({ times }) => times?.runningPercent ?? null
    case 'production/rate':
      return ({ output }) => output
    case 'energy/power':
      return ({ power }) => power
    default: {
      const i = keyFiguresOf(kind).indexOf(sort)
      return ({ figures }) => figures[i] ?? null
    }
  }
}
