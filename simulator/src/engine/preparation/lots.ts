import { plannedRingKgPerHour, spinPlanFlows } from '@wanding/mill'
import { nextNormal, nextUnit } from '../kernel/random'
import type { Mill } from '../kernel/state'
import type { Material } from './material'
import { LOTS_KEPT } from './prep-state'
import { rawCotton } from './stage-effects'

const HOUR_MS = 3_600_000
/** A lot of bales lasts so long [EST], and lots differ by these shares. */
const LOT_HOURS = 12 * 24
const LOT_SPREAD = { neps: 0.02, shortFibre: 0.01 }

/** What sets a lot apart from the plan: factors on neps and short fibres, and honeydew. */
export interface LotCharacter {
  nepsFactor: number
  shortFibreFactor: number
  stickiness: number
}

/** Kilograms in a lot of bales. */
export function lotKg(mill: Mill): number {
  return LOT_HOURS * spinPlanFlows(mill.plan.spinPlan, plannedRingKgPerHour(mill.plan)).bale
}

/** The lots that a mill has had up to now; the first of them began before its oldest bobbin. */
export function createLots(mill: Mill, nowMs: number, pastHours: number): void {
  const { mill: numbers, kernel } = mill.state
  const stream = mill.layout.streams.lots
  const used = nextUnit(kernel.streams, stream)
  const past = Math.min(LOTS_KEPT - 1, Math.ceil(pastHours / LOT_HOURS) + 1)
  for (let back = past; back >= 0; back--) {
    openLot(mill, Math.round(nowMs - (used + back) * LOT_HOURS * HOUR_MS), usualCharacter(mill))
  }
  numbers.lotLeftKg = (1 - used) * lotKg(mill)
}

/** A new lot is opened: the next laydowns are of it. */
export function openLot(mill: Mill, atMs: number, character: LotCharacter): void {
  const { lots, mill: numbers } = mill.state
  const raw = rawCotton(mill.plan.spinPlan)
  numbers.lotNumber += 1
  numbers.lotLeftKg = lotKg(mill)
  const row = numbers.lotNumber % LOTS_KEPT
  lots.number[row] = numbers.lotNumber
  lots.startMs[row] = atMs
  lots.nepsPerG[row] = raw.nepsPerG * character.nepsFactor
  lots.shortFibrePercent[row] = raw.shortFibrePercent * character.shortFibreFactor
  lots.stickiness[row] = character.stickiness
}

/** Lots differ a little. */
export function usualCharacter(mill: Mill): LotCharacter {
  const { streams } = mill.state.kernel
  const stream = mill.layout.streams.lots
  return {
    nepsFactor: 1 + LOT_SPREAD.neps * nextNormal(streams, stream),
    shortFibreFactor: 1 + LOT_SPREAD.shortFibre * nextNormal(streams, stream),
    stickiness: 0,
  }
}

/** Cotton of a lot as it lies in the bales. */
export function cottonOf(mill: Mill, lot: number): Material {
  const { lots } = mill.state
  const row = lot % LOTS_KEPT
  return {
    count: 0,
    uneven: 0,
    nepsPerG: lots.nepsPerG[row]!,
    shortFibrePercent: lots.shortFibrePercent[row]!,
    stickiness: lots.stickiness[row]!,
    lotA: lot,
    lotB: lot,
    shareB: 0,
    cards: 0,
    combers: 0,
  }
}

/** The lot that was laid down at a moment of the past; the oldest that is known for earlier ones. */
export function lotAt(mill: Mill, atMs: number): number {
  const { lots, mill: numbers } = mill.state
  let lot = numbers.lotNumber
  while (lots.number[(lot - 1 + LOTS_KEPT) % LOTS_KEPT] === lot - 1 && lot > 1 && lots.startMs[lot % LOTS_KEPT]! > atMs)
    lot--
  return lot
}
