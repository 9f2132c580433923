import { MEASURES, type Measure } from '../codes'
import type { Norms, Scope } from './norms'
import type { PlanningInputs } from './planning-flows'
import { per10kOf, requiredStaff } from './required-staff'
import type { Roster } from './roster'
import { plannedWorkload } from './workload'

/**
 * Shapley values of a game of n players, exact over all 2^n coalitions: what each player adds, averaged over all orders in which
 * they may join. `worth` gets a coalition as bits, player 0 the lowest; it is asked once for each.
 */
export function shapleyValues(players: number, worth: (coalition: number) => number): number[] {
  const worths = Array.from({ length: 1 << players }, (_, coalition) => worth(coalition))
  /** Share of the orders in which exactly these `size` others come first: size! (n - 1 - size)! / n!. */
  const weights = [1 / players]
  for (let size = 1; size < players; size++) weights.push((weights[size - 1]! * size) / (players - size))
  return Array.from({ length: players }, (_, player) => {
    let value = 0
    worths.forEach((without, coalition) => {
      if (((coalition >> player) & 1) === 1) return
      value += weights[sizeOf(coalition)]! * (worths[coalition | (1 << player)]! - without)
    })
    return value
  })
}

function sizeOf(coalition: number): number {
  let size = 0
  for (let rest = coalition; rest > 0; rest >>= 1) size += rest & 1
  return size
}

/** What one automation measure does to the roll; negative where it saves people. */
export interface MeasureShare {
  measure: Measure
  /** Persons on the roll, averaged over all orders of the measures. */
  roll: number
  per10k: number | null
  /** The same counted along the ladder, where each measure finds all measures before it: depends on that order. */
  ladderPer10k: number | null
}

export interface Attribution {
  /** Persons per 10,000 spindles without and with all measures. */
  fromPer10k: number | null
  toPer10k: number | null
  measures: MeasureShare[]
}

/**
 * Shares the whole gain from the conventional to the digital mill fairly among its measures (staffing-norms, last line). Which
 * constants a set of measures makes depends on the set alone: where two measures change the same constant, each makes its step
 * of the ladder in proportion to what it finds, as normsFor says, so that no order is needed to settle them.
 */
export function attributeMeasures(
  norms: Norms,
  roster: Roster,
  inputs: Omit<PlanningInputs, 'shiftHours' | 'installed'> = {},
  scope: Scope = norms.scope.counted,
): Attribution {
  const staffOf = (coalition: number) => {
    const measures = MEASURES.filter((_, player) => ((coalition >> player) & 1) === 1)
    return requiredStaff(plannedWorkload(norms, measures, { ...inputs, shiftHours: roster.shiftHours }), roster, scope)
  }
  const spindles = inputs.spindles ?? norms.basis.spindles
  const ladder = [0, ...MEASURES.map((_, player) => (2 << player) - 1)].map(staffOf)
  const values = shapleyValues(MEASURES.length, (coalition) => staffOf(coalition).roll)
  return {
    fromPer10k: ladder[0]!.per10k,
    toPer10k: ladder[MEASURES.length]!.per10k,
    measures: MEASURES.map((measure, player) => ({
      measure,
      roll: values[player]!,
      per10k: per10kOf(values[player]!, spindles),
      ladderPer10k: per10kOf(ladder[player + 1]!.roll - ladder[player]!.roll, spindles),
    })),
  }
}
