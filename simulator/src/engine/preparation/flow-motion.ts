import type { Mill } from '../kernel/state'
import type { FlowKind } from './flow-kinds'
import { IDLE_POWER_SHARE, lossOf } from './stage-times'
import { STAGES } from './stages'
import { gatherResidue } from './sticky-residue'

const HOUR_MS = 3_600_000

/** Output of a machine while it runs, kg/h: what it takes in is given by its speed, what comes out also by what it loses. */
export function rateOf(mill: Mill, machine: number): number {
  const kind = mill.layout.flowKindOf[machine]!
  const planned = mill.derived.flowRates[kind]
  if (kind !== 'comber') return planned
  return (planned * (1 - mill.state.flow.lossShare[machine]!)) / (1 - lossOf(mill.plan, kind))
}

/** What a machine takes in while it runs, kg/h. */
export const intakeOf = (mill: Mill, machine: number): number =>
  rateOf(mill, machine) / (1 - mill.state.flow.lossShare[machine]!)

/** Power of a machine, W. */
export function flowPowerW(mill: Mill, kind: FlowKind, running: boolean): number {
  const runW = mill.derived.flowRunW[kind]
  return running ? runW : runW * IDLE_POWER_SHARE
}

/** Kilograms made since the machine was last settled. */
export function madeSince(mill: Mill, machine: number, atMs: number): number {
  const { flow } = mill.state
  return flow.running[machine] ? (rateOf(mill, machine) * (atMs - flow.sinceMs[machine]!)) / HOUR_MS : 0
}

/** Energy used since the machine was last settled, J. */
export function flowEnergySince(mill: Mill, machine: number, atMs: number): number {
  const { flow } = mill.state
  const powerW = flowPowerW(mill, mill.layout.flowKindOf[machine]!, flow.running[machine] === 1)
  return (powerW * (atMs - flow.sinceMs[machine]!)) / 1000
}

/** Creel places, or spindles, that share what a machine takes in; 0 where it has no creel. */
export function placesOf(mill: Mill, kind: FlowKind): number {
  return kind === 'roving-frame' ? mill.layout.prep.rovingSpindles : STAGES[kind].doublings
}

/** Books what a machine has made and used; returns what it has taken in, kg. */
export function settleMachine(mill: Mill, machine: number, atMs: number): number {
  const { flow } = mill.state
  const elapsed = atMs - flow.sinceMs[machine]!
  if (elapsed === 0) return 0
  const kind = mill.layout.flowKindOf[machine]!
  const kg = madeSince(mill, machine, atMs)
  flow.energyJ[machine]! += flowEnergySince(mill, machine, atMs)
  flow.sinceMs[machine] = atMs
  if (!flow.running[machine]) return 0
  const inKg = kg / (1 - flow.lossShare[machine]!)
  flow.kg[machine]! += kg
  flow.inKg[machine]! += inKg
  flow.packageKg[machine]! += kg
  flow.runMs[machine]! += elapsed
  flow.untilStopMs[machine]! -= elapsed
  gatherResidue(mill, machine, elapsed)
  const places = placesOf(mill, kind)
  if (places > 0) flow.drained[machine]! += inKg / places
  return inKg
}
