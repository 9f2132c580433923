/** Times of one winding unit (domain 2.7). */
export const WINDING_TIMES = {
  bobbinChangeS: 13,
  spliceS: 9,
  spliceRepeatShare: 0.15,
  coneDoffS: 25,
  waitingShare: 0.03,
} as const

/** What a winding unit winds. */
export interface WindingPlan {
  copLengthM: number
  copG: number
  speedMPerMin: number
  cutsPer100Km: number
  coneKg: number
}

const CUT_LENGTH_M = 100_000

/** Efficiency of a winding unit: bobbin changes, splices, cone doffs and waiting taken off (domain 2.7). */
export function windingEfficiency(plan: WindingPlan): number {
  const runS = (plan.copLengthM / plan.speedMPerMin) * 60
  const cuts = (plan.cutsPer100Km * plan.copLengthM) / CUT_LENGTH_M
  const splicesS = cuts * WINDING_TIMES.spliceS * (1 + WINDING_TIMES.spliceRepeatShare)
  const coneDoffS = (WINDING_TIMES.coneDoffS * plan.copG) / (plan.coneKg * 1000)
  const cycleS = runS + WINDING_TIMES.bobbinChangeS + splicesS + coneDoffS
  return (runS / cycleS) * (1 - WINDING_TIMES.waitingShare)
}

/** Production of a winding unit, kg/h: 60 v tex eff / 10^6 (domain 2.7). */
export function windingKgPerHour(speedMPerMin: number, tex: number, efficiency: number): number {
  return (60 * speedMPerMin * tex * efficiency) / 1e6
}
