import { type Matrix, solve } from './linear'

/** A function of a few variables that is to be made as large as it can be. */
export type Objective = (point: readonly number[]) => number

export interface Maximum {
  point: number[]
  value: number
  /** Standard error of each variable, from the curvature; null where it is flat or no maximum. */
  errors: (number | null)[]
  converged: boolean
}

const STEP = 1e-4
const MOST_ROUNDS = 200
const CLOSE = 1e-10

/**
 * Maximum of a smooth function by damped Newton steps on its numerical derivatives; variables are of order one, as logarithms are.
 * For the log-likelihood of at most a handful of parameters: their errors come from the inverse of the negative Hessian.
 */
export function maximise(objective: Objective, start: readonly number[]): Maximum {
  let point = [...start]
  let value = objective(point)
  let damping = 1e-3
  let converged = false
  for (let round = 0; round < MOST_ROUNDS && !converged; round++) {
    const { gradient, hessian } = derivatives(objective, point, value)
    let improved = false
    while (!improved && damping < 1e12) {
      const damped = hessian.map((row, i) => row.map((h, j) => (i === j ? -h + damping * (1 + Math.abs(h)) : -h)))
      const step = solve(damped, gradient)
      const next = step && point.map((x, i) => x + bounded(step[i]!))
      const found = next ? objective(next) : Number.NaN
      if (next && found >= value) {
        improved = true
        converged = found - value < CLOSE * (1 + Math.abs(value))
        point = next
        value = found
        damping = Math.max(damping / 10, 1e-9)
      } else damping *= 10
    }
    if (!improved) converged = true
  }
  const { hessian } = derivatives(objective, point, value)
  return { point, value, errors: errorsOf(hessian), converged }
}

/** No variable moves by more than this in a step: the quadratic picture is local. */
const bounded = (step: number): number => Math.max(-1.5, Math.min(1.5, step))

function derivatives(objective: Objective, point: readonly number[], value: number) {
  const at = (...moves: [index: number, by: number][]) => {
    const moved = [...point]
    for (const [index, by] of moves) moved[index]! += by
    return objective(moved)
  }
  const size = point.length
  const ups = point.map((_, i) => at([i, STEP]))
  const downs = point.map((_, i) => at([i, -STEP]))
  const gradient = point.map((_, i) => (ups[i]! - downs[i]!) / (2 * STEP))
  const hessian: Matrix = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  for (let i = 0; i < size; i++) {
    hessian[i]![i] = (ups[i]! - 2 * value + downs[i]!) / (STEP * STEP)
    for (let j = 0; j < i; j++) {
      const mixed = at([i, STEP], [j, STEP]) - at([i, STEP], [j, -STEP]) - at([i, -STEP], [j, STEP])
      hessian[i]![j] = (mixed + at([i, -STEP], [j, -STEP])) / (4 * STEP * STEP)
      hessian[j]![i] = hessian[i]![j]!
    }
  }
  return { gradient, hessian }
}

function errorsOf(hessian: Matrix): (number | null)[] {
  const information = hessian.map((row) => row.map((h) => -h))
  return hessian.map((_, i) => {
    const column = solve(
      information,
      hessian.map((__, j) => (i === j ? 1 : 0)),
    )
    const variance = column?.[i]
    return variance !== undefined && variance > 0 ? Math.sqrt(variance) : null
  })
}
