import { alarmDefinition } from '@wanding/contracts'
import type { MachineKind } from '@wanding/mill'
import type { MachineWindow } from '../../kpi'
import { alarmKey, byLimit, type Finding, finding, type RuleView } from '../finding'
import { airIsLow } from './air-main'
import { reasonOf, standsS } from './machine-words'

/** A doff stop of 3 minutes is normal (domain 1.4); this much more is not. */
const NORMAL_DOFF_S = 180
/** So many machines of a kind that wait for material are one matter: the stage before. */
const TOGETHER = 3
/** Hours of watched spinning that a consumption of roving needs. */
const LEAST_HOURS = 0.5

const FED: readonly MachineKind[] = ['card', 'breaker-draw', 'lap-former', 'comber', 'finisher-draw', 'roving-frame']

/** Work that is due and waits: doffs, roving, material, stores, transport. */
export function orderFindings(view: RuleView): Finding[] {
  const { mill } = view
  return [
    ...mill.of('ring-frame').flatMap((frame) => [...doffWaiting(view, frame), ...noRoving(view, frame)]),
    ...rovingLow(view),
    ...FED.flatMap((kind) => materialShort(view, kind)),
    ...mill.of('store').flatMap((store) => byLimit(view, 'store-full', store.id, store.number('store/occupancy'))),
    ...mill
      .of('blowroom')
      .flatMap((line) => byLimit(view, 'bales-low', line.id, line.number('plucker/balesLeft'), { side: 'below' })),
    ...loadsWaiting(view),
  ]
}

function doffWaiting(view: RuleView, frame: MachineWindow): Finding[] {
  const reason = reasonOf(frame)
  if (reason !== 'waiting-for-doffer' && reason !== 'doffing' && reason !== 'air-pressure-low') return []
  const overS = alarmDefinition('doff-waiting').setPoint!
  const limit = reason === 'doffing' ? NORMAL_DOFF_S + overS : overS
  const value = standsS(view.mill, frame)
  const because = airIsLow(view)
  return value > limit
    ? [finding('doff-waiting', frame.id, { sinceMs: frame.reasonSinceMs, value, limit, because })]
    : []
}

function noRoving(view: RuleView, frame: MachineWindow): Finding[] {
  const spindles = frame.number('frame/spindles') ?? 0
  if (spindles === 0) return []
  return byLimit(view, 'no-roving', frame.id, (100 * (frame.number('spindles/noRoving') ?? 0)) / spindles)
}

/** Hours for which the bobbins in the store last at the rate at which they were creeled in the last hour. */
function rovingLow(view: RuleView): Finding[] {
  const { mill } = view
  const info = mill.one('mill')
  const rovingFrames = mill.of('roving-frame')
  if (!info || rovingFrames.length === 0) return []
  const span = mill.span()
  const frames = mill.of('ring-frame')
  const changed = frames.reduce((sum, frame) => sum + frame.gained('creel/bobbinsChanged', span), 0)
  const hours = Math.max(0, ...frames.map((frame) => mill.seenHours(frame, span)))
  const bobbins = rovingFrames.map((frame) => frame.number('store/bobbins')).filter((value) => value !== null)
  const known = hours >= LEAST_HOURS && changed > 0 && bobbins.length === rovingFrames.length
  const lasts = known ? bobbins.reduce((sum, value) => sum + value, 0) / (changed / hours) : null
  return byLimit(view, 'roving-low', info.id, lasts, { side: 'below' })
}

/** Many of a kind that wait are one alarm, at the first that waited; the others follow from it. */
function materialShort(view: RuleView, kind: MachineKind): Finding[] {
  const limit = alarmDefinition('material-short').setPoint!
  const waiting = view.mill
    .of(kind)
    .filter((machine) => machine.online && reasonOf(machine) === 'no-material' && standsS(view.mill, machine) > limit)
    .sort((a, b) => a.reasonSinceMs - b.reasonSinceMs)
  const [first] = waiting
  return waiting.map((machine) =>
    finding('material-short', machine.id, {
      sinceMs: machine.reasonSinceMs,
      value: standsS(view.mill, machine),
      limit,
      because: waiting.length >= TOGETHER && machine !== first ? alarmKey('material-short', first!.id) : null,
    }),
  )
}

/** Every vehicle says how many loads wait for any of them. */
function loadsWaiting(view: RuleView): Finding[] {
  const info = view.mill.one('mill')
  const said = view.mill
    .of('agv')
    .filter((vehicle) => vehicle.online)
    .map((vehicle) => vehicle.number('fleet/waiting') ?? 0)
  if (!info || said.length === 0) return []
  return byLimit(view, 'loads-waiting', info.id, Math.max(...said))
}
