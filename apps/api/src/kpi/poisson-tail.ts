/**
 * Chance that a Poisson count of this mean reaches `count` or more. Summed upwards from `count`, so that a tiny chance keeps its
 * digits.
 */
export function poissonTail(count: number, mean: number): number {
  if (count <= 0) return 1
  if (mean <= 0) return 0
  // Below the mean the tail is nearly all: there the sum from the other side is the short one.
  if (count <= mean) return 1 - sumDown(count - 1, mean)
  let term = poissonTerm(count, mean)
  let sum = term
  for (let k = count + 1; term > sum * 1e-12; k++) {
    term *= mean / k
    sum += term
  }
  return sum
}

function sumDown(count: number, mean: number): number {
  let term = poissonTerm(count, mean)
  let sum = term
  for (let k = count; k > 0 && term > sum * 1e-12; k--) {
    term *= k / mean
    sum += term
  }
  return sum
}

/** e^-mean mean^count / count!, by logarithms: its factors alone would overflow. */
function poissonTerm(count: number, mean: number): number {
  let log = -mean
  for (let k = 1; k <= count; k++) log += Math.log(mean / k)
  return Math.exp(log)
}
