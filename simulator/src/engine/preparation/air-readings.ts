import type { Mill } from '../kernel/state'
import { lineOf } from './chute'
import type { FlowKind } from './flow-kinds'
import { madeSince } from './flow-motion'
import { isFor } from './machine-state'
import { plannedShortFibre } from './stage-effects'

/** Cotton that a filter lets through between two cleanings, as hours of the machine's rated output [EST]. */
const CLEANED_H: Readonly<Record<FlowKind, number>> = {
  blowroom: 1,
  card: 6,
  'breaker-draw': 8,
  'lap-former': 8,
  comber: 4,
  'finisher-draw': 8,
  'roving-frame': 8,
  packing: 8,
}
/** A filter is cleaned before it is full: at this load with the plan's cotton [EST]. */
const CLEANED_AT = 0.7
/** Differential pressure of the blowroom's filter, Pa: clean, and what a full load of dust adds (domain 1.4) [EST]. */
const FILTER_PA = { clean: 120, full: 90 }
/** Pressure that the blowroom's fans keep in the duct against a clean filter, Pa: of the air, and of the tufts in it [EST]. */
const DUCT_PA = { air: 290, tufts: 370 }
/** Share of its suction that a machine loses against a full filter, and that is left while it stands (domain 1.4) [EST]. */
const FULL_FILTER_LOSS = 0.1
const STANDING_SHARE = 0.3
/** Beaters without load, rpm, and how far their motors fall back under the rated feed [EST]. */
const BEATER = { idleRpm: 656, fallsRpm: 6 }

/**
 * How full of dust a filter is, 0 … 1: it fills with the cotton that has passed since it was cleaned, with short fibres sooner,
 * and is cleaned after a fixed amount. The counter of the machine says how much that is, so the filter has no state of its own.
 */
export function filterLoad(mill: Mill, kind: FlowKind, machine: number): number {
  const { flow } = mill.state
  const cleanedKg = mill.derived.flowRates[kind] * CLEANED_H[kind]
  const kg = flow.kg[machine]! + madeSince(mill, machine, mill.state.mill.nowMs)
  return Math.min(1, ((kg % cleanedKg) / cleanedKg) * CLEANED_AT * dustOf(mill, kind, machine))
}

/** Dust of the cotton against the planned: it goes with its short fibres. */
function dustOf(mill: Mill, kind: FlowKind, machine: number): number {
  if (kind !== 'blowroom' && kind !== 'card') return 1
  const line = kind === 'blowroom' ? machine - mill.layout.flowFirst.blowroom : lineOf(mill, machine)
  return mill.state.lines.shortFibrePercent[line]! / plannedShortFibre(mill.plan, undefined)
}

/** Air of a blowroom line that feeds at this share of its rate; its fans run on while it waits for its cards. */
export function blowroomAir(mill: Mill, machine: number, feed: number) {
  const load = filterLoad(mill, 'blowroom', machine)
  const isolated = isFor(mill, machine, 'fault')
  const filterPa = isolated ? 0 : FILTER_PA.clean + FILTER_PA.full * load
  return {
    filterPa,
    ductPa: isolated ? 0 : DUCT_PA.air + DUCT_PA.tufts * feed - FILTER_PA.full * load,
  }
}

/** Beaters run on while the line waits for its cards, and stand when it stops. */
export function beaterRpm(mill: Mill, machine: number, feed: number): number {
  if (feed === 0 && !isFor(mill, machine, 'buffer-full')) return 0
  return BEATER.idleRpm - BEATER.fallsRpm * feed
}

/** Suction of a machine that has so much with a clean filter; the dampers of one that burns are shut. */
export function suctionPa(mill: Mill, kind: FlowKind, machine: number, cleanPa: number): number {
  if (isFor(mill, machine, 'fault')) return 0
  const standing = mill.state.flow.running[machine] ? 1 : STANDING_SHARE
  return cleanPa * standing * (1 - FULL_FILTER_LOSS * filterLoad(mill, kind, machine))
}
