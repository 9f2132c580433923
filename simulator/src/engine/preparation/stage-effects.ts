import type { MillPlan, SpinPlan } from '@wanding/mill'
import { severityAt } from '../faults/fault-table'
import { nextNormal } from '../kernel/random'
import type { Mill } from '../kernel/state'
import { FLOW_KINDS, type FlowKind } from './flow-kinds'
import type { Material } from './material'
import { rollerWave, yarnPointsOf } from './roller-wave'

/**
 * What each stage makes of its material [EST, after domain 1.4 and 2.6]: factors on neps and short fibres, and the standard
 * deviation of the count of its carriers, %. Opening makes neps, carding takes four of five away, combing most of the rest and
 * more than half of the short fibres.
 */
const EFFECTS = {
  blowroom: { neps: 1.25, shortFibre: 1.03, countSpread: 0 },
  card: { neps: 0.2, shortFibre: 1.02, countSpread: 0.9 },
  'breaker-draw': { neps: 1, shortFibre: 1, countSpread: 0.4 },
  'lap-former': { neps: 1, shortFibre: 1, countSpread: 0.3 },
  comber: { neps: 0.38, shortFibre: 0.42, countSpread: 0.5 },
  'finisher-draw': { neps: 1, shortFibre: 1, countSpread: 0.25 },
  'roving-frame': { neps: 1, shortFibre: 1, countSpread: 0 },
  packing: { neps: 1, shortFibre: 1, countSpread: 0 },
} as const satisfies Record<FlowKind, { neps: number; shortFibre: number; countSpread: number }>

/** The autoleveller of the finisher draw takes this share of a deviation away (domain 1.4). */
export const LEVELLED_SHARE = 0.85
/** Cards differ by their wire and draw frames by their rollers: for one standard deviation of condition [EST]. */
const CARD_NEPS_SPREAD = 0.06
const DRAW_UNEVEN = 0.04
/** Roving differs in count from spindle to spindle and can to can by this standard deviation, % [EST]. */
export const ROVING_COUNT_SPREAD = 0.3
/** More short fibre at the comber is more noil: share of the input for each point [EST]. */
const NOIL_PER_SHORT_FIBRE = 0.004
/** CVm of the yarn, points for each point of short fibre and each nep in a gram above the plan [EST]. */
const CVM_PER_SHORT_FIBRE = 0.3
const CVM_PER_NEP = 0.02
/** A finer roving has fewer fibres: points of yarn CVm for each % of count (domain 2.6, CV_lim = 106 / sqrt n). */
const CVM_PER_COUNT = -0.06

/** Neps and short fibres that raw cotton of the plan must have, so that its roving is as planned. */
export function rawCotton({ material, fibre }: SpinPlan): { nepsPerG: number; shortFibrePercent: number } {
  const comber = material === 'cotton-combed' ? EFFECTS.comber : { neps: 1, shortFibre: 1 }
  return {
    nepsPerG: fibre.nepsPerG / (EFFECTS.blowroom.neps * EFFECTS.card.neps * comber.neps),
    shortFibrePercent:
      fibre.shortFibrePercent / (EFFECTS.blowroom.shortFibre * EFFECTS.card.shortFibre * comber.shortFibre),
  }
}

/** Short fibre of the planned cotton behind a stage, %; in the bales when no stage is named. */
export function plannedShortFibre(plan: MillPlan, behind: FlowKind | undefined): number {
  let percent = rawCotton(plan.spinPlan).shortFibrePercent
  if (behind === undefined) return percent
  for (const kind of FLOW_KINDS) {
    if (kind !== 'comber' || plan.spinPlan.material === 'cotton-combed') percent *= EFFECTS[kind].shortFibre
    if (kind === behind) break
  }
  return percent
}

/** What a machine makes of a mean feed; in place. */
export function passStage(mill: Mill, kind: FlowKind, machine: number, material: Material): void {
  const { neps, shortFibre } = EFFECTS[kind]
  const bias = mill.state.flow.bias[machine]!
  material.nepsPerG *= neps
  material.shortFibrePercent *= shortFibre
  switch (kind) {
    case 'card':
      material.nepsPerG *= 1 + CARD_NEPS_SPREAD * bias
      material.cards = setBit(machine - mill.layout.flowFirst.card, mill.layout.flowCount.card)
      break
    case 'comber':
      material.combers = setBit(machine - mill.layout.flowFirst.comber, mill.layout.flowCount.comber)
      break
    case 'breaker-draw':
      material.uneven += DRAW_UNEVEN * bias
      break
    case 'finisher-draw':
      material.uneven += DRAW_UNEVEN * bias
      material.uneven += yarnPointsOf(mill, rollerWave(mill, machine - mill.layout.flowFirst[kind]))
      material.count *= 1 - LEVELLED_SHARE
      material.count += severityAt(
        mill,
        'autoleveller-drift',
        machine - mill.layout.flowFirst[kind],
        mill.state.mill.nowMs,
      )
      break
  }
}

/** What all machines of a stage make of a feed together; in place. */
export function passAll(mill: Mill, kind: FlowKind, material: Material): void {
  material.nepsPerG *= EFFECTS[kind].neps
  material.shortFibrePercent *= EFFECTS[kind].shortFibre
  if (kind === 'card') material.cards = allBits(mill.layout.flowCount.card)
  if (kind === 'comber') material.combers = allBits(mill.layout.flowCount.comber)
}

/** The count of a carrier differs by chance. */
export function spreadCount(mill: Mill, kind: FlowKind, machine: number, material: Material): void {
  const spread = EFFECTS[kind].countSpread
  if (spread > 0) {
    material.count += spread * nextNormal(mill.state.kernel.streams, mill.layout.streams.machines + machine)
  }
}

/** Share of its input that a comber takes out as noil, for the short fibres of its laps. */
export function noilShare(plan: MillPlan, shortFibrePercent: number): number {
  const planned = plan.spinPlan.fibre.shortFibrePercent / EFFECTS.comber.shortFibre
  const noil = plan.spinPlan.loss.comberNoil + NOIL_PER_SHORT_FIBRE * (shortFibrePercent - planned)
  return noil < 0.02 ? 0.02 : noil > 0.4 ? 0.4 : noil
}

/** CVm that the yarn of a roving has above the planned, % points. */
export function yarnUnevenness({ fibre }: SpinPlan, roving: Material): number {
  return (
    roving.uneven +
    CVM_PER_SHORT_FIBRE * (roving.shortFibrePercent - fibre.shortFibrePercent) +
    CVM_PER_NEP * (roving.nepsPerG - fibre.nepsPerG) +
    CVM_PER_COUNT * roving.count
  )
}

const BITS = 32

/** The bit of a machine, or of its set where there are more machines than bits. */
function setBit(index: number, machines: number): number {
  return 1 << (machines > BITS ? Math.floor((index * BITS) / machines) : index)
}

const allBits = (machines: number): number => (machines >= BITS ? -1 : (1 << machines) - 1)

/** Machines that bits stand for, 0-based. */
export function machinesOfBits(bits: number, machines: number): number[] {
  const found: number[] = []
  for (let i = 0; i < machines; i++) if (bits & setBit(i, machines)) found.push(i)
  return found
}
