import type { Mill } from '../kernel/state'

/** Rejoining costs so many metres of yarn for each cut [EST]; the rest of the plan's winding waste stays on the tubes. */
const WASTE_M_PER_CUT = 3

/** Yarn on cones, kg, of so much of an article taken from cops with so many cuts. */
export function netKg(mill: Mill, article: number, kg: number, cuts: number): number {
  const { tex } = mill.articles[article]!
  const { cutsPer100Km } = mill.plan.machines.winders
  const planned = (cutsPer100Km * WASTE_M_PER_CUT) / 100_000
  const onTubes = Math.max(0, mill.plan.spinPlan.loss.winding - planned)
  return kg * (1 - onTubes) - (cuts * WASTE_M_PER_CUT * tex) / 1e6
}
