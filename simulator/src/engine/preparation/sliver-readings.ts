import { severityAt } from '../faults/fault-table'
import type { Mill } from '../kernel/state'
import { chuteAt, chuteFullKg, lineOf } from './chute'
import type { FlowKind } from './flow-kinds'
import { deliveredBy } from './machines'
import { doubled, type Material } from './material'
import { rollerWave, yarnPointsOf } from './roller-wave'
import { LEVELLED_SHARE, plannedShortFibre } from './stage-effects'
import { STAGES } from './stages'

/** Sliver CV over lengths with the plan's fibre on a machine of mean condition, % (domain 1.4) [EST]. */
const CARD = { cv1m: 1.6, cv100m: 0.3 }
const DRAW = { cv1m: 0.55, cv3m: 0.42, cv5m: 0.36 }
/** Drafting waves are a few staples long: short fibres, which no roller holds, and worn rollers show below the metre [EST]. */
const WAVE_PER_SHORT_FIBRE = 0.6
const WAVE_PER_UNEVEN = 0.5
/** How much of the waves of one metre is left in means over three and five. */
const LEFT_OF_WAVES = { cv3m: 0.5, cv5m: 0.25 }
/** A leveller that works with a wrong zero hunts: CV over each length, % points for each % that it is off [EST]. */
const HUNTING = { cv1m: 0.02, cv3m: 0.1, cv5m: 0.18 }
/** A chute that is less full feeds the card less evenly: CV over 100 m, % points from full to empty [EST]. */
const CHUTE_CV = 0.25
/** Thick places of a draw frame's sliver, 1/km, with the plan's fibre [EST]. */
const THICK_PLACES = 1.2

/** Waves of the sliver against those of the plan's fibre on a machine of mean condition. */
function waves(mill: Mill, kind: FlowKind, { shortFibrePercent, uneven }: Material): number {
  const shorter = shortFibrePercent / plannedShortFibre(mill.plan, kind) - 1
  const times = 1 + WAVE_PER_SHORT_FIBRE * shorter + WAVE_PER_UNEVEN * uneven
  return times < 0.5 ? 0.5 : times
}

const together = (a: number, b: number): number => Math.sqrt(a * a + b * b)

/** Evenness of a card's sliver: over a metre by fibre and wire, over 100 m by how full its chute is. */
export function cardSliver(mill: Mill, card: number) {
  const line = lineOf(mill, card)
  const level = chuteAt(mill, line, mill.state.mill.nowMs) / chuteFullKg(mill)
  const short = level < 0 ? 1 : level > 1 ? 0 : 1 - level
  return {
    cv1mPercent: CARD.cv1m * waves(mill, 'card', deliveredBy(mill, card)),
    cv100mPercent: CARD.cv100m + CHUTE_CV * short,
  }
}

/** What a draw frame's sliver is like now, and what its leveller does about it. */
export interface DrawnSliver {
  /** Mass per metre above the planned, %. */
  countPercent: number
  /** Change of the draft, %; 0 where there is no leveller. */
  levellingPercent: number
  cv1mPercent: number
  cv3mPercent: number
  cv5mPercent: number
  thickPlacesPerKm: number
}

export function drawnSliver(mill: Mill, kind: 'breaker-draw' | 'finisher-draw', machine: number): DrawnSliver {
  const delivered = deliveredBy(mill, machine)
  const levelled = kind === 'finisher-draw'
  // The periodic wave of an eccentric roller is read beside these, at its own length.
  if (levelled) delivered.uneven -= yarnPointsOf(mill, rollerWave(mill, machine - mill.layout.flowFirst[kind]))
  const wave = waves(mill, kind, delivered)
  const off = levelled
    ? severityAt(mill, 'autoleveller-drift', machine - mill.layout.flowFirst[kind], mill.state.mill.nowMs)
    : 0
  const { carriers, creels } = mill.state
  const fed = doubled(carriers, creels.carrier, mill.layout.prep.creelFirst[machine]!, STAGES[kind].doublings)
  return {
    countPercent: delivered.count,
    levellingPercent: levelled ? off - LEVELLED_SHARE * fed.count : 0,
    cv1mPercent: together(DRAW.cv1m * wave, HUNTING.cv1m * off),
    cv3mPercent: together(DRAW.cv3m * (1 + LEFT_OF_WAVES.cv3m * (wave - 1)), HUNTING.cv3m * off),
    cv5mPercent: together(DRAW.cv5m * (1 + LEFT_OF_WAVES.cv5m * (wave - 1)), HUNTING.cv5m * off),
    thickPlacesPerKm: THICK_PLACES * wave * wave * wave,
  }
}
