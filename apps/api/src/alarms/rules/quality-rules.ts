import type { MachineKind } from '@wanding/mill'
import type { MachineWindow } from '../../kpi'
import { alarmKey, byLimit, type Finding, finding, type RuleView } from '../finding'
import { afterSag } from './after-sag'
import { airIsLow } from './air-main'
import { breakRateFindings } from './break-rate-rule'
import { isDoffing, isRunning, reasonOf, stateOf } from './machine-words'

const LEVELLED: readonly MachineKind[] = ['finisher-draw']
const DRAWING: readonly MachineKind[] = ['breaker-draw', 'finisher-draw']
/** Planned stops: nobody waits for these frames. */
const PLANNED: readonly string[] = ['maintenance', 'traveller-change', 'lot-change', 'idle']

/** Yarn and sliver: ends down, breaks beyond chance, bad spindles, count, waves, cuts and splices. */
export function qualityFindings(view: RuleView): Finding[] {
  const { mill } = view
  return [
    ...mill
      .of('ring-frame')
      .filter((frame) => frame.online)
      .flatMap((frame) => frameFindings(view, frame)),
    ...breakRateFindings(view),
    ...LEVELLED.flatMap((kind) => mill.of(kind)).flatMap((machine) => {
      const said = machine.number('sliver/countDeviation')
      return delivered(view, 'count-deviation', machine, said === null ? null : Math.abs(said))
    }),
    ...DRAWING.flatMap((kind) => mill.of(kind)).flatMap((machine) =>
      delivered(view, 'spectrogram', machine, machine.number('sliver/waveAmplitude')),
    ),
    ...mill.of('winder').flatMap((winder) => winding(view, winder)),
  ]
}

function frameFindings(view: RuleView, frame: MachineWindow): Finding[] {
  const spindles = frame.number('frame/spindles') ?? 0
  const rogue = byLimit(view, 'rogue', frame.id, frame.number('spindles/rogue') ?? 0)
  if (spindles === 0) return rogue
  const share = (name: string): number => (100 * (frame.number(name) ?? 0)) / spindles
  return [
    ...endsDown(view, frame, share('spindles/endsDown')),
    ...afterSag(
      view,
      frame,
      byLimit(view, 'start-up-breaks', frame.id, isRunning(frame) ? share('breaks/startUpLastDoff') : null),
    ),
    ...rogue,
    ...byLimit(view, 'slip', frame.id, isRunning(frame) ? share('spindles/slip') : null),
  ]
}

function endsDown(view: RuleView, frame: MachineWindow, percent: number): Finding[] {
  const held = view.held(alarmKey('ends-down', frame.id))
  if (isRunning(frame)) {
    return afterSag(view, frame, byLimit(view, 'ends-down', frame.id, percent))
  }
  // A frame that doffs pieces nothing: it neither gets onto the list nor off it.
  if (isDoffing(frame)) return held ? byLimit(view, 'ends-down', frame.id, percent) : []
  const standsAlarmed = held && !PLANNED.includes(reasonOf(frame))
  return standsAlarmed ? [finding('ends-down', frame.id, { on: 'unknown', because: stateOf(frame) })] : []
}

/** A machine that delivers nothing measures nothing. */
function delivered(
  view: RuleView,
  alarm: 'count-deviation' | 'spectrogram',
  machine: MachineWindow,
  value: number | null,
): Finding[] {
  return byLimit(view, alarm, machine.id, reasonOf(machine) === 'producing' ? value : null)
}

function winding(view: RuleView, winder: MachineWindow): Finding[] {
  const because = airIsLow(view)
  return [
    ...byLimit(view, 'cuts', winder.id, winder.number('winding/cutsPer100Km')),
    ...byLimit(view, 'splices', winder.id, winder.number('winding/spliceFailures')).map((each) => ({
      ...each,
      because,
    })),
  ]
}
