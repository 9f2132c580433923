import type { MillPlan } from '../mill-plan'
import type { Norms } from '../staffing'
import { estimate } from '../statistics'
import type { OnProgress } from './comparison'
import type { CostRates } from './costs'
import { type WhatIfFigures, whatIfFigures } from './figures'
import { inParallel, type Replicator } from './replicate'

export interface CliffQuestion {
  post: string
  persons: readonly number[]
  breakFactors: readonly number[]
  replications: number
  norms: Norms
  costs: CostRates
  /** The plan of a cell. */
  planOf: (persons: number, breakFactor: number) => MillPlan
  /** Persons of the post in the mill as it stands; its break factor is 1. */
  operatingPersons: number
}

export interface CliffCell {
  endsDownPercent: number
  ci95: number | null
  responseP90S: number | null
  workloadIndex: number | null
}

/** Ends down over persons and break level, on identical seeds: where the mill falls off, and how far from there it stands. */
export interface StaffingCliff {
  post: string
  persons: number[]
  breakFactors: number[]
  /** A row for each number of persons; null where nothing has run yet. */
  cells: (CliffCell | null)[][]
  operating: { persons: number; breakFactor: number }
}

/** Runs a grid of what-ifs, cell by cell. */
export async function staffingCliff(
  question: CliffQuestion,
  { width, replicate }: Replicator,
  onProgress: OnProgress<StaffingCliff> = () => {},
): Promise<StaffingCliff> {
  const { post, persons, breakFactors, replications, norms, costs, planOf, operatingPersons } = question
  const grid = persons.flatMap((of) =>
    breakFactors.map((factor) => ({ plan: planOf(of, factor), found: [] as WhatIfFigures[] })),
  )
  const soFar = (): StaffingCliff => ({
    post,
    persons: [...persons],
    breakFactors: [...breakFactors],
    cells: persons.map((_, row) =>
      breakFactors.map((_, column) => cellOf(grid[row * breakFactors.length + column]!.found)),
    ),
    operating: { persons: operatingPersons, breakFactor: 1 },
  })
  const jobs = grid.length * replications
  let done = 0
  await inParallel(jobs, width, async (job) => {
    const cell = grid[Math.floor(job / replications)]!
    const outcome = await replicate(cell.plan, job % replications)
    cell.found.push(whatIfFigures(outcome, { plan: cell.plan, norms, costs }))
    done += 1
    onProgress(done / jobs, soFar)
  })
  return soFar()
}

function cellOf(found: readonly WhatIfFigures[]): CliffCell | null {
  if (found.length === 0) return null
  const mean = (figure: 'endsDownPercent' | 'responseP90S' | 'workloadIndex') => {
    const values = found.flatMap((figures) => figures[figure] ?? [])
    return values.length === found.length ? estimate(values) : null
  }
  const down = mean('endsDownPercent')
  if (!down) return null
  return {
    endsDownPercent: down.mean,
    ci95: found.length > 1 ? down.ci95 : null,
    responseP90S: mean('responseP90S')?.mean ?? null,
    workloadIndex: mean('workloadIndex')?.mean ?? null,
  }
}
