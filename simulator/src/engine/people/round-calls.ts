import { type MachineKind, ROUND_TASKS, type RoundTask } from '@wanding/mill'
import { schedule } from '../kernel/calendar'
import { installedOf } from '../kernel/layout'
import type { Mill } from '../kernel/state'
import { call, type Place } from './calls'

/** Rounds of the mill as a whole are given for this many spindles (staffing-norms, basis). */
const RATED_SPINDLES = 100_800
const NORM_ROVING_SPINDLES = 192
const NORM_WINDING_SPINDLES = 24
const NORM_SPINDLES = 1200
const AT_ONCE = 64

/** Which machines a round goes to. */
const MACHINE_OF_ROUND: Readonly<Record<RoundTask, MachineKind>> = {
  'tend-blowroom': 'blowroom',
  'clear-waste': 'blowroom',
  'tend-card': 'card',
  'tend-comber': 'comber',
  'tend-finisher': 'finisher-draw',
  'tend-roving': 'roving-frame',
  'tend-winder': 'winder',
  'clean-floor': 'ring-frame',
  'tend-utilities': 'air-conditioning',
  'inspect-frame': 'ring-frame',
  'lead-shift': 'mill',
  'take-sample': 'mill',
}

/** Rounds of a kind come due one machine after another, evenly through the shift. */
export function onRoundOf(mill: Mill, round: number, atMs: number): void {
  const { people } = mill.state
  const task = ROUND_TASKS[round]!
  const turn = people.rounds[round]!
  people.rounds[round] = turn + 1
  call(mill, { task, machine: placeOfTurn(mill, task, turn), dueMs: atMs })
  scheduleRound(mill, round, atMs, 1)
}

/** Sets when a round of a kind is due next, after a share of its interval. */
export function scheduleRound(mill: Mill, round: number, atMs: number, share: number): void {
  const perShift = roundsPerShift(mill, ROUND_TASKS[round]!)
  const waitMs = perShift > 0 ? (share * mill.derived.shiftMs) / perShift : Number.POSITIVE_INFINITY
  schedule(mill.calendar, mill.layout.slots.rounds + round, Math.ceil(atMs + waitMs))
}

/** Rounds of a kind a shift in the whole mill; larger machines than the norms' are seen to more often. */
export function roundsPerShift({ plan, layout, effects }: Mill, task: RoundTask): number {
  const kind = MACHINE_OF_ROUND[task]
  const each = plan.staff.tasks.rounds[task].roundsPerShift * effects.tasks[task].rateFactor
  switch (kind) {
    case 'mill':
      return (each * layout.spindles) / RATED_SPINDLES
    case 'ring-frame':
      return (each * layout.spindles) / NORM_SPINDLES
    case 'winder':
      return (each * layout.frames * plan.machines.winders.spindlesPerMachine) / NORM_WINDING_SPINDLES
    case 'roving-frame':
      return (each * layout.flowCount[kind] * plan.machines.rovingFrames.spindlesPerFrame) / NORM_ROVING_SPINDLES
    case 'air-conditioning':
      return each * (layout.zones + layout.airMains)
    default:
      return each * installedOf(plan, kind)
  }
}

function placeOfTurn({ plan, layout }: Mill, task: RoundTask, turn: number): Place {
  const kind = MACHINE_OF_ROUND[task]
  // Several people can be at the work of the mill as a whole at once.
  if (kind === 'mill') return { kind, index: 0, position: turn % AT_ONCE }
  if (kind !== 'air-conditioning') return { kind, index: turn % Math.max(1, installedOf(plan, kind)) }
  // Plants of the zones first, then the compressors.
  const index = turn % (layout.zones + layout.airMains)
  return index < layout.zones ? { kind, index } : { kind: 'compressed-air', index: index - layout.zones }
}
