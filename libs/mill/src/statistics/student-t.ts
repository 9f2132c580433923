// Intervals are for readers: the distribution function needs an arc tangent.
// determinism: reader only

/** Student's t at 97.5 % for 1 to 4 degrees of freedom; beyond, its expansion about the normal's 1.96 is exact to 0.1 %. */
const FEW = [12.706, 4.303, 3.182, 2.776] as const
const Z = 1.959964

/** Student's t at 97.5 %: the mean ± t standard errors is a 95 % interval. */
export function studentT(degrees: number): number {
  const few = FEW[degrees - 1]
  if (few !== undefined) return few
  const z2 = Z * Z
  const first = (Z * (z2 + 1)) / 4
  const second = (Z * (5 * z2 * z2 + 16 * z2 + 3)) / 96
  const third = (Z * (3 * z2 * z2 * z2 + 19 * z2 * z2 + 17 * z2 - 15)) / 384
  return Z + (first + (second + third / degrees) / degrees) / degrees
}

/**
 * Share of Student's distribution at or below t, for whole degrees of freedom: the finite series in the angle whose tangent is
 * t/√degrees (Abramowitz and Stegun 26.7.3 and 26.7.4). Its error is absolute, about 1e-16, also where the share is tiny.
 */
export function studentShareBelow(t: number, degrees: number): number {
  if (t === Number.POSITIVE_INFINITY) return 1
  if (t === Number.NEGATIVE_INFINITY) return 0
  const tangent = t / Math.sqrt(degrees)
  const cos2 = 1 / (1 + tangent * tangent)
  const sine = tangent * Math.sqrt(cos2)
  const isOdd = degrees % 2 === 1
  let term = isOdd ? Math.sqrt(cos2) : 1
  let sum = degrees === 1 ? 0 : term
  for (let k = isOdd ? 3 : 2; k < degrees; k += 2) {
    term *= ((k - 1) / k) * cos2
    sum += term
  }
  const within = isOdd ? (2 / Math.PI) * (Math.atan(tangent) + sine * sum) : sine * sum
  return (1 + within) / 2
}
