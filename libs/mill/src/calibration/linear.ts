export type Matrix = number[][]

/** A pivot below this share of its row's size is zero but for rounding. */
const SINGULAR = 1e-13

/** The solution of a small square system by elimination with pivots; null where it has none that is sure. */
export function solve(matrix: Matrix, right: readonly number[]): number[] | null {
  const size = right.length
  const rows = matrix.map((row, i) => [...row, right[i]!])
  const sizes = matrix.map((row) => Math.max(...row.map(Math.abs), 0))
  for (let column = 0; column < size; column++) {
    let pivot = column
    for (let i = column + 1; i < size; i++) {
      if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = i
    }
    const found = rows[pivot]![column]!
    if (!(Math.abs(found) > SINGULAR * (sizes[pivot] ?? 1))) return null
    ;[rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!]
    ;[sizes[column], sizes[pivot]] = [sizes[pivot]!, sizes[column]!]
    for (let i = 0; i < size; i++) {
      if (i === column) continue
      const factor = rows[i]![column]! / rows[column]![column]!
      for (let j = column; j <= size; j++) rows[i]![j]! -= factor * rows[column]![j]!
    }
  }
  return rows.map((row, i) => row[size]! / row[i]!)
}

export interface LeastSquares {
  /** A weight for each column, none below zero. */
  weights: number[]
  /** Standard errors; null for a weight that the bound holds at zero, or without data to spare. */
  errors: (number | null)[]
  /** Sum of the squares that are left. */
  rest: number
  /**
   * How alike the columns are: 1 when each tells something of its own, without limit as one follows from the others (largest
   * variance inflation).
   */
  likeness: number
}

const MOST_COLUMNS = 6

/**
 * Least squares with no negative weight. Of at most six columns every choice of columns is solved, and the best one without a
 * negative weight taken: exact, and simpler than walking along the bounds.
 */
export function nonNegativeLeastSquares(
  columns: readonly (readonly number[])[],
  target: readonly number[],
): LeastSquares {
  if (columns.length > MOST_COLUMNS) throw new RangeError(`more than ${MOST_COLUMNS} columns`)
  const product = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0)
  const gram = columns.map((a) => columns.map((b) => product(a, b)))
  const right = columns.map((a) => product(a, target))
  const total = product(target, target)
  let best = { chosen: [] as number[], weights: columns.map(() => 0), rest: total }
  for (let choice = 1; choice < 1 << columns.length; choice++) {
    const chosen = columns.map((_, i) => i).filter((i) => (choice >> i) & 1)
    const inner = chosen.map((i) => chosen.map((j) => gram[i]![j]!))
    const solved = solve(
      inner,
      chosen.map((i) => right[i]!),
    )
    if (!solved || solved.some((weight) => weight < 0)) continue
    const rest = Math.max(0, total - solved.reduce((sum, weight, k) => sum + weight * right[chosen[k]!]!, 0))
    if (rest < best.rest) {
      const weights = columns.map((_, i) => solved[chosen.indexOf(i)] ?? 0)
      best = { chosen, weights, rest }
    }
  }
  const spare = target.length - best.chosen.length
  const inverse = best.chosen.map((_, k) => {
    const inner = best.chosen.map((i) => best.chosen.map((j) => gram[i]![j]!))
    return solve(
      inner,
      best.chosen.map((__, j) => (j === k ? 1 : 0)),
    )
  })
  const errors = columns.map((_, i) => {
    const k = best.chosen.indexOf(i)
    const variance = k < 0 || spare <= 0 ? undefined : inverse[k]?.[k]
    return variance === undefined ? null : Math.sqrt((Math.max(0, variance) * best.rest) / spare)
  })
  return { weights: best.weights, errors, rest: best.rest, likeness: likenessOf(gram) }
}

/** Largest variance inflation about zero: gram[i][i] × inverse[i][i]. */
function likenessOf(gram: Matrix): number {
  return Math.max(
    1,
    ...gram.map((row, i) => {
      const column = solve(
        gram,
        gram.map((_, j) => (i === j ? 1 : 0)),
      )
      return column ? row[i]! * column[i]! : Number.POSITIVE_INFINITY
    }),
  )
}
