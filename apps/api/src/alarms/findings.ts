import { type AlarmId, alarmDefinition } from '@wanding/contracts'
import type { MillWindow } from '../kpi'
import { alarmKey, type Finding, finding, type RuleView } from './finding'
import { rememberSag } from './rules/after-sag'
import { climateFindings } from './rules/climate-rules'
import { energyFindings } from './rules/energy-rules'
import { machineFindings } from './rules/machine-rules'
import { orderFindings } from './rules/order-rules'
import { qualityFindings } from './rules/quality-rules'

/** Alarms that tell of the line to a machine: they are judged although nothing comes from it. */
const OF_THE_LINE: readonly AlarmId[] = ['gateway-offline', 'frame-offline', 'machine-offline']

/** What stands in the book, as far as it matters here. */
export interface Standing {
  key: string
  alarm: AlarmId
  machine: string
}

/**
 * All that is so in a mill at this moment. Of a machine that does not speak nothing new is known: what stands at it goes on, and is
 * suppressed by the alarm of its line. An alarm of a machine that was not heard of since the program began stands as it was.
 */
export function findingsOf(view: RuleView, standing: Iterable<Standing>): Finding[] {
  const { mill } = view
  rememberSag(view)
  const said = [
    ...machineFindings(view),
    ...orderFindings(view),
    ...qualityFindings(view),
    ...climateFindings(view),
    ...energyFindings(view),
  ].filter(({ alarm, machine }) => OF_THE_LINE.includes(alarm) || darkBecause(mill, machine) === null)
  const known = new Set(said.map(({ alarm, machine }) => alarmKey(alarm, machine)))
  const kept = [...standing].flatMap(({ key, alarm, machine }) => {
    if (known.has(key)) return []
    if (alarmDefinition(alarm).place === 'gateway') return ofGateway(mill, alarm, machine)
    if (!mill.machines.has(machine)) return [finding(alarm, machine, { on: 'unknown' })]
    const because = darkBecause(mill, machine)
    if (because === null) return []
    const ownLine = OF_THE_LINE.includes(alarm) && !because.startsWith('gateway-offline/')
    return ownLine ? [] : [finding(alarm, machine, { on: 'unknown', because })]
  })
  return [...said, ...kept]
}

/** What stands at a gateway that is not there to say so any more. */
function ofGateway({ gateways }: MillWindow, alarm: AlarmId, id: string): Finding[] {
  const gateway = gateways.get(id)
  if (!gateway) return [finding(alarm, id, { on: 'unknown' })]
  if (gateway.online || alarm === 'gateway-offline') return []
  return [finding(alarm, id, { on: 'unknown', because: alarmKey('gateway-offline', id) })]
}

/** The alarm of the line that keeps a machine dark; null while it speaks. */
function darkBecause(mill: MillWindow, id: string): string | null {
  const machine = mill.machines.get(id)
  if (!machine || machine.online) return null
  if (mill.gateways.get(machine.gateway)?.online === false) return alarmKey('gateway-offline', machine.gateway)
  return alarmKey(machine.kind === 'ring-frame' ? 'frame-offline' : 'machine-offline', id)
}
