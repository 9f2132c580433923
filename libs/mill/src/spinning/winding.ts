/** Times of one winding unit (domain 2.7). */
export const WINDING_TIMES = {
  bobbinChangeS: 13,
  spliceS: 9,
  spliceRepeatShare: 0.15,
  coneDoffS: 25,
  waitingShare: 0.03,
  /** A unit tries a joint so many times before it shows its red light. */
  spliceAttempts: 3,
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

/** Time of one cop on a unit, s, with its bobbin change, the splices after its cuts and its share of the cone doff (domain 2.7). */
export function copCycleS(
  plan: Omit<WindingPlan, 'cutsPer100Km'>,
  cuts: number,
  repeatShare: number = WINDING_TIMES.spliceRepeatShare,
): number {
  const coneDoffS = (WINDING_TIMES.coneDoffS * plan.copG) / (plan.coneKg * 1000)
  const splicesS = cuts * WINDING_TIMES.spliceS * (1 + repeatShare)
  return copRunS(plan) + WINDING_TIMES.bobbinChangeS + splicesS + coneDoffS
}

/** Time that a cop runs, s. */
export const copRunS = (plan: Pick<WindingPlan, 'copLengthM' | 'speedMPerMin'>): number =>
  (plan.copLengthM / plan.speedMPerMin) * 60

/** Efficiency of a winding unit: bobbin changes, splices, cone doffs and waiting taken off (domain 2.7). */
export function windingEfficiency(plan: WindingPlan): number {
  const cuts = (plan.cutsPer100Km * plan.copLengthM) / CUT_LENGTH_M
  return (copRunS(plan) / copCycleS(plan, cuts)) * (1 - WINDING_TIMES.waitingShare)
}

/** Production of a winding unit, kg/h: 60 v tex eff / 10^6 (domain 2.7). */
export function windingKgPerHour(speedMPerMin: number, tex: number, efficiency: number): number {
  return (60 * speedMPerMin * tex * efficiency) / 1e6
}
