import type { KpiNow } from '@wanding/contracts'
import { MACHINE_KINDS } from '@wanding/mill'
import type { MillWindow } from './mill-window'

/** Every department of a mill in the order of the material, with what its machines say now. */
export function processesOf(mill: MillWindow): KpiNow['processes'] {
  return MACHINE_KINDS.filter((kind) => kind !== 'mill' && kind !== 'crew').map((kind) => {
    const machines = mill.of(kind)
    const online = machines.filter((machine) => machine.online)
    /** Null when no machine that is online says it: unknown is not zero. */
    const sum = (name: string): number | null => {
      const values = online.map((machine) => machine.number(name)).filter((value) => value !== null)
      return values.length > 0 ? values.reduce((total, value) => total + value, 0) : null
    }
    return {
      kind,
      machines: machines.length,
      online: online.length,
      executing: online.filter((machine) => machine.text('machine/state') === 'Executing').length,
      kgPerHour: sum('production/rate'),
      powerKw: sum('energy/power'),
      occupancyPercent: sum('store/occupancy'),
    }
  })
}
