import { FAULT_KINDS, FAULTS, type FaultKind, type MillPlan } from '@wanding/mill'
import { schedule } from '../kernel/calendar'
import { nextBetween, nextExponential, nextUnit } from '../kernel/random'
import type { Mill } from '../kernel/state'
import { placesOf } from './fault-places'
import { By } from './fault-state'
import { enterFault, rowOf } from './fault-table'

/** Rates are given for a mill of this size (domain 3). */
const RATED_SPINDLES = 100_800
const YEAR_MS = 365 * 24 * 3_600_000
const DAYS = 365

/** Faults of a kind a year in this mill, everything applied: the plan's own rates, overrides, scale and size. */
export function faultsPerYear(plan: MillPlan, kind: FaultKind): number {
  if (placesOf(plan, FAULTS[kind].place) === 0) return 0
  const { frames, spindlesPerFrame } = plan.ringRoom
  return (ratedPerYear(plan, kind) * plan.faults.scale * frames * spindlesPerFrame) / RATED_SPINDLES
}

function ratedPerYear(plan: MillPlan, kind: FaultKind): number {
  const given = plan.faults.rates[kind]
  if (given !== undefined) return given
  const { newFaultsPerDay } = plan.ringRoom
  switch (kind) {
    case 'rogue-spindle':
      return newFaultsPerDay.rogue * DAYS
    case 'slip-spindle':
      return newFaultsPerDay.slip * DAYS
    case 'idle-spindle':
      return newFaultsPerDay.idle * DAYS
    default:
      return FAULTS[kind].rate.perYear
  }
}

/** Unplanned stops of a frame a day: what the plan says, or a rate of its own, scaled. */
export function stopsPerFrameDay({ ringRoom, faults }: MillPlan): number {
  const given = faults.rates['frame-stop']
  const perDay =
    given === undefined ? ringRoom.stopsPerFrameDay : (given / DAYS / RATED_SPINDLES) * ringRoom.spindlesPerFrame
  return perDay * faults.scale
}

/** Share of the doffs at which the doffer fails: what the plan says, or in proportion to a rate of its own, scaled. */
export function dofferFaultShare({ ringRoom, faults }: MillPlan): number {
  const given = faults.rates['doffer-fault']
  const share = given === undefined ? ringRoom.doff.faultShare : (0.01 * given) / FAULTS['doffer-fault'].rate.perYear
  return Math.min(1, share * faults.scale)
}

/** Severity that chance gives a fault: what the plan says of its spindles, else what is usual for its kind. */
function usualOf({ ringRoom }: MillPlan, kind: FaultKind): readonly [number, number] {
  if (kind === 'rogue-spindle') return [ringRoom.breaks.rogueFactor, ringRoom.breaks.rogueFactor]
  return kind === 'slip-spindle' ? ringRoom.standing.slipPercent : FAULTS[kind].severity.usual
}

/** Sets when a fault of a kind comes about next by chance. */
export function scheduleSpontaneous(mill: Mill, code: number, atMs: number): void {
  const kind = FAULT_KINDS[code]!
  const { rate, layer } = FAULTS[kind]
  const perMs = rate.arises === 'chance' && layer === 'process' ? faultsPerYear(mill.plan, kind) / YEAR_MS : 0
  const { streams } = mill.state.kernel
  const waitMs =
    perMs > 0 ? nextExponential(streams, mill.layout.streams.faultKinds + code) / perMs : Number.POSITIVE_INFINITY
  schedule(mill.calendar, mill.layout.slots.faultKinds + code, Math.ceil(atMs + waitMs))
}

/** A fault comes about by chance, somewhere. Where the same fault is already, nothing new happens. */
export function onSpontaneous(mill: Mill, code: number, atMs: number): void {
  const kind = FAULT_KINDS[code]!
  const spec = FAULTS[kind]
  const { streams } = mill.state.kernel
  const stream = mill.layout.streams.faultKinds + code
  const place = Math.floor(nextUnit(streams, stream) * placesOf(mill.plan, spec.place))
  const severity = nextBetween(streams, stream, usualOf(mill.plan, kind))
  scheduleSpontaneous(mill, code, atMs)
  if (rowOf(mill, kind, place) >= 0) return
  if (!enterFault(mill, { kind, place, severity, by: By.itself }, atMs)) mill.state.mill.faultsLost += 1
}
