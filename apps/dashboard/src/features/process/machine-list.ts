import { keyFiguresOf, type Signal, signalOf } from '@wanding/contracts'
import { inOrder, type OrderKey } from '../../shared/lists/in-order'
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
  return inOrder(machines, keyOf(kind, sort, say), descending, (a, b) => byId.compare(a.id, b.id))
}

function keyOf(
  kind: string,
  sort: string,
  say: (text: MachineView['look']['word']) => string,
): (view: MachineView) => OrderKey {
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
