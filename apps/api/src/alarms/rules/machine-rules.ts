import { alarmDefinition } from '@wanding/contracts'
import type { MachineKind } from '@wanding/mill'
import type { MachineWindow } from '../../kpi'
import { alarmKey, byLimit, type Finding, finding, type RuleView } from '../finding'
import { afterSag } from './after-sag'
import { airIsLow } from './air-main'
import { isRunning, reasonOf, standsS } from './machine-words'

const UNPLANNED: readonly string[] = ['fault', 'stopped']
const PREPARATION: readonly MachineKind[] = [
  'blowroom',
  'card',
  'breaker-draw',
  'lap-former',
  'comber',
  'finisher-draw',
  'roving-frame',
  'packing',
]
/** A frame slower than this does not spin: what its suction and cleaner say then means nothing. */
const SPINNING_RPM = 5000

/** Machines, their gateways and what hangs on them. */
export function machineFindings(view: RuleView): Finding[] {
  const { mill } = view
  return [
    ...gateways(view),
    ...[...mill.gateways.values()]
      .filter(({ online, journalBlocked }) => online && journalBlocked)
      .map(({ id }) => finding('journal-blocked', id)),
    ...[...mill.machines.values()].flatMap((machine) => offline(view, machine)),
    ...mill
      .of('ring-frame')
      .filter((frame) => frame.online)
      .flatMap((frame) => [...frameStopped(view, frame), ...suctionLow(view, frame), ...cleanerStuck(view, frame)]),
    ...PREPARATION.flatMap((kind) => mill.of(kind)).flatMap((machine) => standing(view, 'machine-stopped', machine)),
    ...mill.of('agv').flatMap((vehicle) => standing(view, 'vehicle-stopped', vehicle)),
    ...mill.of('winder').flatMap((winder) => winding(view, winder)),
    ...mill.of('blowroom').flatMap((line) => sparks(view, line)),
  ]
}

function gateways({ mill, nowMs }: RuleView): Finding[] {
  return [...mill.gateways.values()]
    .filter((gateway) => !gateway.online || mill.isStale(gateway, nowMs))
    .map((gateway) => {
      const dark = [...mill.machines.values()].filter((machine) => machine.gateway === gateway.id).length
      return finding('gateway-offline', gateway.id, {
        sinceMs: gateway.offlineSinceMs ?? gateway.lastAtMs,
        value: dark,
      })
    })
}

/** A gateway that is offline is one alarm, not one for each of its machines. */
function offline({ mill }: RuleView, machine: MachineWindow): Finding[] {
  if (machine.online || !mill.gateways.get(machine.gateway)?.online) return []
  const alarm = machine.kind === 'ring-frame' ? 'frame-offline' : 'machine-offline'
  return [finding(alarm, machine.id, { sinceMs: machine.offlineSinceMs })]
}

function frameStopped({ mill }: RuleView, frame: MachineWindow): Finding[] {
  if (!UNPLANNED.includes(reasonOf(frame))) return []
  return [finding('frame-stopped', frame.id, { sinceMs: frame.reasonSinceMs, value: standsS(mill, frame) })]
}

/** A machine that stands unplanned longer than its people usually take. */
function standing(
  { mill }: RuleView,
  alarm: 'machine-stopped' | 'vehicle-stopped' | 'winder-stopped',
  machine: MachineWindow,
  reasons = UNPLANNED,
): Finding[] {
  const limit = alarmDefinition(alarm).setPoint!
  const value = standsS(mill, machine)
  if (!machine.online || !reasons.includes(reasonOf(machine)) || value <= limit) return []
  return [finding(alarm, machine.id, { sinceMs: machine.reasonSinceMs, value, limit })]
}

function winding(view: RuleView, winder: MachineWindow): Finding[] {
  const because = airIsLow(view)
  return [
    ...standing(view, 'winder-stopped', winder, [...UNPLANNED, 'transport-jam']),
    ...byLimit(view, 'red-lights', winder.id, winder.number('winding/redLights')),
  ].map((each) => ({ ...each, because }))
}

/** A counter that rose is one alarm, which stays until somebody has looked into the ducts and reset it. */
function sparks({ memory }: RuleView, line: MachineWindow): Finding[] {
  const count = line.number('sparks/count')
  if (!line.online || count === null) return []
  const seen = memory.gained(alarmKey('spark-trip', line.id), count)
  return seen > 0 ? [finding('spark-trip', line.id, { value: seen })] : []
}

const isSpinning = (frame: MachineWindow): boolean =>
  isRunning(frame) && (frame.number('spindle/speed') ?? 0) > SPINNING_RPM

function suctionLow(view: RuleView, frame: MachineWindow): Finding[] {
  const value = isSpinning(frame) ? frame.number('suction/drafting') : null
  return afterSag(view, frame, byLimit(view, 'suction-low', frame.id, value, { side: 'below' }))
}

function cleanerStuck(view: RuleView, frame: MachineWindow): Finding[] {
  const key = alarmKey('cleaner-stuck', frame.id)
  const position = frame.number('cleaner/position')
  if (position === null) return []
  if (!isSpinning(frame)) {
    view.memory.forgetStill(key)
    return view.held(key) ? [finding('cleaner-stuck', frame.id, { on: 'unknown' })] : []
  }
  return byLimit(view, 'cleaner-stuck', frame.id, view.memory.stillFor(key, position, view.mill.nowMs()) / 1000)
}
