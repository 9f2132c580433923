/** Linear density of Ne 1, tex: the general system, and the Chinese one for pure cotton (domain 2.1). */
export const TEX_OF_NE_ONE = 590.5
export const TEX_OF_NE_ONE_CHINESE_COTTON = 583.1

const INCHES_PER_METRE = 39.37

/** Linear density, tex (g/km), of an English count: finer yarn has a larger Ne and a smaller tex (domain 2.1). */
export function texOf(countNe: number, texOfNeOne = TEX_OF_NE_ONE): number {
  return texOfNeOne / countNe
}

/** Twist, turns per metre, from the English twist multiplier: 39.37 alpha_e sqrt(Ne) (domain 2.1). */
export function twistPerMetre(countNe: number, twistMultiplier: number): number {
  return INCHES_PER_METRE * twistMultiplier * Math.sqrt(countNe)
}

/** Chinese twist factor alpha_t = turns per 10 cm x sqrt(tex) = 95.67 alpha_e (domain 2.1). */
export function chineseTwistFactor(twistMultiplier: number): number {
  return 95.67 * twistMultiplier
}
