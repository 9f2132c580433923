import type { MachineKind } from '@wanding/mill'
import type { Mill } from '../kernel/state'
import { FLOW_KINDS, type FlowKind } from './flow-kinds'
import { deliveredBy } from './machines'
import { doubled, type Material } from './material'
import { type MaterialQuality, plannedQuality } from './material-quality'
import { rollerWave, withWave, yarnPointsOf } from './roller-wave'
import { frameOfSet } from './roving-sets'
import { rovingOn } from './roving-store'
import { machinesOfBits, plannedShortFibre, yarnUnevenness } from './stage-effects'

/** Evenness of sliver, lap and roving by the stage that delivers it, CVm % (domain 1.4). */
export const STAGE_CVM: Readonly<Record<FlowKind, number>> = {
  blowroom: 0,
  card: 3.6,
  'breaker-draw': 2.8,
  'lap-former': 1.2,
  comber: 3.9,
  'finisher-draw': 2.3,
  'roving-frame': 4.2,
  packing: 0,
}

/** Where the roving of a spindle comes from; machines are 0-based. */
export interface RovingOrigin {
  rovingFrame: number
  /** Doff of the roving frame, counted since its installation. */
  doff: number
  finisherCan: number
  finisherDraw: number
  combers: number[]
  cards: number[]
  /** Bale lots with their shares, the greater first. */
  lots: { lot: number; share: number }[]
}

/** Names the way of the bobbin on a spindle back to the bale; undefined where it is too old to be remembered. */
export function rovingOriginOf(mill: Mill, spindle: number): RovingOrigin | undefined {
  const roving = rovingOn(mill, spindle)
  if (!roving) return undefined
  const { spindles, cans } = mill.state
  const { flowCount, prep } = mill.layout
  const set = spindles.set[spindle]!
  const rovingFrame = frameOfSet(mill, set)
  return {
    rovingFrame,
    doff: (set - rovingFrame) / prep.rovingFrames,
    finisherCan: spindles.can[spindle]!,
    finisherDraw: cans.finisher[spindles.can[spindle]! % prep.cans]!,
    combers: machinesOfBits(roving.combers, flowCount.comber),
    cards: machinesOfBits(roving.cards, flowCount.card),
    lots: lotsOf(roving),
  }
}

const lotsOf = ({ lotA, lotB, shareB }: Material): RovingOrigin['lots'] =>
  shareB > 0
    ? [
        { lot: lotA, share: 1 - shareB },
        { lot: lotB, share: shareB },
      ]
    : [{ lot: lotA, share: 1 }]

/** The roving on a spindle; its CVm is that of the yarn it makes. */
export function rovingQualityOf(mill: Mill, spindle: number): MaterialQuality {
  const planned = plannedQuality(mill.plan.spinPlan)
  const roving = rovingOn(mill, spindle)
  if (!roving) return planned
  return {
    countDeviationPercent: roving.count,
    cvmPercent: planned.cvmPercent + yarnUnevenness(mill.plan.spinPlan, roving),
    nepsPerG: roving.nepsPerG,
    shortFibrePercent: roving.shortFibrePercent,
    stickiness: roving.stickiness,
  }
}

const isFlowKind = (kind: MachineKind): kind is FlowKind => (FLOW_KINDS as readonly string[]).includes(kind)

/** What a machine of the preparation delivers now; undefined for machines that change no fibre. */
export function qualityOf(
  mill: Mill,
  { kind, index }: { kind: MachineKind; index: number },
): MaterialQuality | undefined {
  if (!isFlowKind(kind) || kind === 'packing') return undefined
  const { flow } = mill.state
  const machine = mill.layout.flowFirst[kind] + index
  const material = kind === 'roving-frame' ? rovingNow(mill, index) : deliveredBy(mill, machine)
  const wave = kind === 'finisher-draw' ? rollerWave(mill, index) : undefined
  const uneven = wave ? material.uneven - yarnPointsOf(mill, wave) : material.uneven
  const shorter = material.shortFibrePercent / plannedShortFibre(mill.plan, kind) - 1
  return {
    countDeviationPercent: kind === 'roving-frame' ? material.count : flow.count[machine]!,
    cvmPercent: withWave(
      STAGE_CVM[kind] * (1 + UNEVEN_SHARE * uneven + SHORT_SHARE * shorter),
      wave?.amplitudePercent ?? 0,
    ),
    nepsPerG: material.nepsPerG,
    shortFibrePercent: material.shortFibrePercent,
    stickiness: material.stickiness,
  }
}

/** What the cans in the creel of a roving frame are like together. */
export function rovingNow(mill: Mill, frame: number): Material {
  const { rovingSpindles, cans } = mill.layout.prep
  const first = frame * rovingSpindles
  const rows = mill.state.rovingCreels.can.slice(first, first + rovingSpindles).map((can) => can % cans)
  return doubled(mill.state.cans, rows, 0, rovingSpindles)
}

/** One point of yarn CVm from machines shows in the sliver as this share [EST]. */
const UNEVEN_SHARE = 0.12
/** Short fibres, which no roller holds, make drafting waves: share of the CVm for as much short fibre again as planned [EST]. */
const SHORT_SHARE = 0.4
