import type { ReportTable } from '@wanding/contracts'
import { MATERIAL_KINDS } from '@wanding/contracts'
import { type MillView, ofKind } from './mill-view'

const MINUTES = 60
const MOST_MACHINES = 15

interface Stop {
  hours: number
  count: number
}

/** Stops of all machines that handle material: by reason, and the machines that stood longest; the worst first. */
export function stopTables(view: MillView): ReportTable[] {
  const reasons = new Map<string, Stop & { kind: string; reason: string }>()
  const machines: { machine: string; reason: string; hours: number; count: number }[] = []
  for (const kind of MATERIAL_KINDS) {
    for (const machine of ofKind(view, kind)) {
      const stops = stopsOf(view, machine)
      let worst = { reason: '', hours: 0 }
      const all: Stop = { hours: 0, count: 0 }
      for (const [reason, { hours, count }] of stops) {
        const key = `${kind}/${reason}`
        const sum = reasons.get(key) ?? { kind, reason, hours: 0, count: 0 }
        reasons.set(key, { ...sum, hours: sum.hours + hours, count: sum.count + count })
        all.hours += hours
        all.count += count
        if (hours > worst.hours) worst = { reason, hours }
      }
      if (all.hours > 0) machines.push({ machine, reason: worst.reason, ...all })
    }
  }
  const total = [...reasons.values()].reduce((sum, { hours }) => sum + hours, 0)
  const byReason = [...reasons.values()]
    .filter(({ hours }) => hours > 0)
    .sort((a, b) => b.hours - a.hours)
    .map(({ kind, reason, hours, count }) => [kind, reason, hours * MINUTES, count, (100 * hours) / total])
  const byMachine = machines
    .sort((a, b) => b.hours - a.hours)
    .slice(0, MOST_MACHINES)
    .map(({ machine, reason, hours, count }) => [machine, reason, hours * MINUTES, count])
  return [
    { key: 'stopReasons', columns: ['department', 'reason', 'minutes', 'count', 'share'], rows: byReason },
    { key: 'stopMachines', columns: ['machine', 'reason', 'minutes', 'count'], rows: byMachine },
  ]
}

function stopsOf({ totals }: MillView, machine: string): Map<string, Stop> {
  const stops = new Map<string, Stop>()
  for (const [reason, hours] of totals.quantities(machine, 'stop:')) stops.set(reason, { hours, count: 0 })
  for (const [reason, count] of totals.quantities(machine, 'stops:'))
    stops.set(reason, { hours: stops.get(reason)?.hours ?? 0, count })
  return stops
}
