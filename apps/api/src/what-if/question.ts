import type {
  CompareRequest,
  MillChanges,
  OptimiseRequest,
  RunRequest,
  SurfaceRequest,
  WhatIfJob,
  WhatIfKind,
} from '@wanding/contracts'
import { millVariant, postIndex } from '@wanding/contracts/files'
import {
  compareVariants,
  leastPersons,
  type MillPlan,
  type Norms,
  type Replicator,
  staffingCliff,
  whatIfFigures,
} from '@wanding/mill'
import type { MillLibrary } from './mill-library'

/** A request by its kind. */
export type WhatIfRequest =
  | { kind: 'run'; request: RunRequest }
  | { kind: 'compare'; request: CompareRequest }
  | { kind: 'surface'; request: SurfaceRequest }
  | { kind: 'optimise'; request: OptimiseRequest }

/** What a job has found so far, or in the end. */
export type WhatIfFindings = Pick<WhatIfJob, 'comparison' | 'surface' | 'optimum'>
export const NO_FINDINGS: WhatIfFindings = { comparison: null, surface: null, optimum: null }

/** A request that can be run: every plan has been read and checked. */
export interface WhatIfQuestion {
  kind: WhatIfKind
  /** With all that the library filled in. */
  request: Record<string, unknown>
  timing: { seed: number; warmUpHours: number; hours: number; anew: boolean }
  /** Everything but the program that decides what comes out. */
  identity: unknown
  run(replicator: Replicator, onProgress: (share: number, soFar: () => WhatIfFindings) => void): Promise<WhatIfFindings>
}

/** Replications between two looks of the search for the least persons. */
const BATCH = 4

/** Turns a request into a question. Throws a MillFileError or MillVariantError where a plan cannot be had. */
export function questionOf(
  { kind, request: asked }: WhatIfRequest,
  library: MillLibrary,
  norms: Norms,
): WhatIfQuestion {
  const request = { ...asked, ...library.resolved(asked) }
  const { load, base } = library.reader(request)
  const variant: PlanOf = (changes) => millVariant(load, base, changes)
  const { plans, run } = computed()
  const { seed, warmUpHours, hours, anew } = request
  return {
    kind,
    request,
    timing: { seed, warmUpHours, hours, anew },
    identity: { kind, request, plans, norms },
    run,
  }

  function computed(): Computed {
    switch (kind) {
      case 'run':
        return comparing(asked, besideBase(asked.changes), variant, norms)
      case 'compare':
        return comparing(asked, asked.variants, variant, norms)
      case 'surface':
        return surfacing(asked, variant, norms)
      case 'optimise':
        return optimising(asked, variant, norms)
    }
  }
}

type PlanOf = (changes: MillChanges) => MillPlan
type Labelled = CompareRequest['variants'][number]
/** The plans that a question runs, and how. */
type Computed = Pick<WhatIfQuestion, 'run'> & { plans: MillPlan[] }

/** The mill as it is, and with changes if there are any. */
function besideBase(changes: MillChanges): Labelled[] {
  const changed = Object.values(changes).some((value) => value !== undefined)
  return [{ label: 'base', changes: {} }, ...(changed ? [{ label: 'what-if', changes }] : [])]
}

function comparing(
  { replications, costs }: Pick<RunRequest, 'replications' | 'costs'>,
  labelled: readonly Labelled[],
  variant: PlanOf,
  norms: Norms,
): Computed {
  const variants = labelled.map((one) => ({ ...one, plan: variant(one.changes) }))
  const found = (comparison: WhatIfFindings['comparison']) => ({ ...NO_FINDINGS, comparison })
  return {
    plans: variants.map(({ plan }) => plan),
    run: async (replicator, onProgress) =>
      found(
        await compareVariants({ variants, replications, norms, costs }, replicator, (share, soFar) =>
          onProgress(share, () => found(soFar())),
        ),
      ),
  }
}

function surfacing(asked: SurfaceRequest, variant: PlanOf, norms: Norms): Computed {
  const { post, persons, breakFactors, replications, costs, changes } = asked
  const base = variant(changes)
  const operatingPersons = base.staff.posts[postIndex(base, post)]!.persons
  const plans = persons.map((of) =>
    breakFactors.map((factor) =>
      variant({
        ...changes,
        persons: { ...changes.persons, [post]: of },
        breakFactor: (changes.breakFactor ?? 1) * factor,
      }),
    ),
  )
  const planOf = (of: number, factor: number) => plans[persons.indexOf(of)]![breakFactors.indexOf(factor)]!
  const found = (surface: WhatIfFindings['surface']) => ({ ...NO_FINDINGS, surface })
  const question = { post, persons, breakFactors, replications, norms, costs, planOf, operatingPersons }
  return {
    plans: plans.flat(),
    run: async (replicator, onProgress) =>
      found(await staffingCliff(question, replicator, (share, soFar) => onProgress(share, () => found(soFar())))),
  }
}

function optimising(asked: OptimiseRequest, variant: PlanOf, norms: Norms): Computed {
  const { post, least, most, target, confidence, mostReplications, costs, changes } = asked
  const planOf = (persons: number) => variant({ ...changes, persons: { ...changes.persons, [post]: persons } })
  const plans = new Map(Array.from({ length: most - least + 1 }, (_, i) => [least + i, planOf(least + i)]))
  const found = (optimum: Omit<NonNullable<WhatIfFindings['optimum']>, 'post'>) => ({
    ...NO_FINDINGS,
    optimum: { post, ...optimum },
  })
  const question = { least, most, target, confidence, mostReplications, batch: BATCH }
  return {
    // Whatever is tried follows from these two.
    plans: [plans.get(least)!, plans.get(most)!],
    run: async ({ replicate }, onProgress) => {
      const ask = (persons: number, replications: readonly number[]) => {
        const plan = plans.get(persons)!
        return Promise.all(
          replications.map(async (r) => whatIfFigures(await replicate(plan, r), { plan, norms, costs })),
        )
      }
      return found(await leastPersons(question, ask, (share, soFar) => onProgress(share, () => found(soFar))))
    },
  }
}
