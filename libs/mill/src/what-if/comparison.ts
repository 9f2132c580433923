import type { MillPlan } from '../mill-plan'
import type { Norms } from '../staffing'
import type { CostRates } from './costs'
import { inParallel, type Replicator } from './replicate'
import { robotBeside } from './robot-beside'
import type { ShiftOutcome } from './shift-outcome'
import { theoryBeside } from './theory-beside'
import { figureDifferences, figureDistributions } from './variant-figures'

/** A mill with changes; `changes` are told again in the answer. */
export interface Variant<C = unknown> {
  label: string
  changes: C
  plan: MillPlan
}

export interface ComparisonQuestion<C> {
  variants: readonly Variant<C>[]
  replications: number
  norms: Norms
  costs: CostRates
}

/** What to tell while it runs: how far it is, and the answer from what has run in all variants so far. */
export type OnProgress<T> = (share: number, soFar: () => T) => void

export type ComparisonAnswer<C> = ReturnType<typeof answerOf<C>>

/** Runs variants on identical seeds, replication by replication through all of them. */
export async function compareVariants<C>(
  { variants, replications, norms, costs }: ComparisonQuestion<C>,
  { width, replicate }: Replicator,
  onProgress: OnProgress<ComparisonAnswer<C>> = () => {},
): Promise<ComparisonAnswer<C>> {
  const runs = variants.map((): (ShiftOutcome | undefined)[] => [])
  const jobs = variants.length * replications
  let done = 0
  // Those that all variants have, so that pairs stay pairs whatever came back first.
  const soFar = () => {
    const whole = Array.from({ length: replications }, (_, r) => r).filter((r) => runs.every((of) => of[r]))
    return answerOf(
      variants.map((variant, v) => ({ ...variant, outcomes: whole.map((r) => runs[v]![r]!) })),
      norms,
      costs,
    )
  }
  await inParallel(jobs, width, async (job) => {
    const variant = job % variants.length
    const replication = Math.floor(job / variants.length)
    runs[variant]![replication] = await replicate(variants[variant]!.plan, replication)
    done += 1
    onProgress(done / jobs, soFar)
  })
  return soFar()
}

function answerOf<C>(variants: (Variant<C> & { outcomes: ShiftOutcome[] })[], norms: Norms, costs: CostRates) {
  const of = ({ plan, outcomes }: (typeof variants)[number]) => ({ outcomes, basis: { plan, norms, costs } })
  return {
    variants: variants.map((variant) => ({
      label: variant.label,
      changes: variant.changes,
      plan: planFigures(variant.plan),
      figures: figureDistributions(variant.outcomes, of(variant).basis),
      theory: theoryBeside(variant.plan, variant.outcomes),
      robots: robotBeside(variant.plan, variant.outcomes),
    })),
    differences: variants.slice(1).map((variant) => ({
      label: variant.label,
      figures: figureDifferences(of(variants[0]!), of(variant)),
    })),
  }
}

/** What of a plan a what-if can change, as it stands in a variant. */
export function planFigures({ ringRoom, staff, measures, spinPlan }: MillPlan) {
  return {
    spindles: ringRoom.frames * ringRoom.spindlesPerFrame,
    posts: staff.posts.map(({ id, name, persons, day }) => ({ id, name, persons, day })),
    measures: [...measures] as string[],
    spindleSpeedRpm: spinPlan.spindleSpeedRpm,
    countNe: spinPlan.countNe,
    twistMultiplier: spinPlan.twistMultiplier,
    dispatch: staff.dispatch as string,
    pooling: staff.pooling as string,
    robots: measures.includes('S9') ? staff.robots.count : 0,
  }
}
