import { NO_ROBOT_THEORY, ROBOT_THEORIES, THEORIES, WHAT_IF_FIGURES } from '@wanding/mill'
import { z } from 'zod'
import { millChanges } from './mill-changes'
import { WHAT_IF_KINDS } from './request'

const number = z.number().nullable()

/** How a figure came out over the replications. */
export const figureDistribution = z.object({
  n: z.int(),
  mean: z.number(),
  /** Half the width of the 95 % interval of the mean; null for one replication. */
  ci95: number,
  least: z.number(),
  p10: z.number(),
  p50: z.number(),
  p90: z.number(),
  most: z.number(),
  bins: z.object({ from: z.number(), to: z.number(), counts: z.array(z.int()) }),
})
export type FigureDistribution = z.infer<typeof figureDistribution>

const ofFigures = <T extends z.ZodType>(value: T) =>
  z.object(
    Object.fromEntries(WHAT_IF_FIGURES.map((name) => [name, value])) as Record<(typeof WHAT_IF_FIGURES)[number], T>,
  )

/** Theory beside the simulation, for the ends that people piece (domain 5). */
export const theoryBesideAnswer = z.object({
  inputs: z.object({
    spindles: z.number(),
    tenters: z.number(),
    endsPerSpindleHour: z.number(),
    handsS: z.number(),
    walkingS: z.number(),
    otherWorkShare: z.number(),
    mealShare: z.number(),
    roundWalkMinutes: z.number(),
  }),
  simulation: z.object({ downS: z.number(), endsDownPercent: z.number(), utilisation: z.number() }),
  rows: z.array(
    z.object({
      theory: z.enum(THEORIES),
      downS: number,
      endsDownPercent: number,
      utilisation: number,
      applies: z.boolean(),
    }),
  ),
  gaps: z.array(z.object({ reason: z.enum(['walking', 'other-work', 'rest']), seconds: z.number() })),
})
export type TheoryBesideAnswer = z.infer<typeof theoryBesideAnswer>

const robotFigures = z.object({ downS: z.number(), takenPercent: z.number(), utilisation: z.number() })

/** Theory beside the simulation, for the ends that robots piece. */
export const robotBesideAnswer = z.object({
  inputs: z.object({
    robots: z.int(),
    spindlesPerRobot: z.number(),
    endsPerRobotHour: z.number(),
    cyclesS: z.number(),
    travelS: z.number(),
    visitVariation: z.number(),
    queueLimit: z.int(),
  }),
  simulation: robotFigures,
  rows: z.array(robotFigures.extend({ theory: z.enum(ROBOT_THEORIES) })),
  gaps: z.array(z.object({ reason: z.enum(['travel', 'rest']), seconds: z.number() })),
})
export type RobotBesideAnswer = z.infer<typeof robotBesideAnswer>

/** By how much a variant differs from the first on the same seeds: paired t. */
export const figureDifference = z.object({
  n: z.int(),
  mean: z.number(),
  ci95: number,
  percent: number,
  /** Whether the interval leaves zero out. */
  clear: z.boolean(),
})
export type FigureDifference = z.infer<typeof figureDifference>

/** What of a plan a what-if can change. */
export const planFigures = z.object({
  spindles: z.int(),
  posts: z.array(
    z.object({
      id: z.string(),
      name: z.object({ en: z.string(), zh: z.string() }),
      persons: z.number(),
      day: z.boolean(),
    }),
  ),
  measures: z.array(z.string()),
  spindleSpeedRpm: z.number(),
  countNe: z.number(),
  twistMultiplier: z.number(),
  dispatch: z.string(),
  pooling: z.string(),
  robots: z.int(),
})
export type PlanFigures = z.infer<typeof planFigures>

export const variantResult = z.object({
  label: z.string(),
  changes: millChanges,
  /** What the variant is. */
  plan: planFigures,
  figures: ofFigures(figureDistribution.nullable()),
  theory: theoryBesideAnswer.nullable(),
  /** Why there is no closed theory of its robots, as a word; null without robots. */
  robots: z
    .union([robotBesideAnswer, z.enum(NO_ROBOT_THEORY)])
    .nullable()
    .default(null),
})
export type VariantResult = z.infer<typeof variantResult>

export const comparison = z.object({
  variants: z.array(variantResult),
  /** Of each variant after the first against the first. */
  differences: z.array(z.object({ label: z.string(), figures: ofFigures(figureDifference.nullable()) })),
})
export type Comparison = z.infer<typeof comparison>

/** Ends down, %, over persons (rows) and break level (columns); null where it has not been run yet. */
export const surface = z.object({
  post: z.string(),
  persons: z.array(z.int()),
  breakFactors: z.array(z.number()),
  cells: z.array(
    z.array(
      z.object({ endsDownPercent: z.number(), ci95: number, responseP90S: number, workloadIndex: number }).nullable(),
    ),
  ),
  /** Where the mill stands: its persons at break factor 1. */
  operating: z.object({ persons: z.number(), breakFactor: z.number() }),
})
export type Surface = z.infer<typeof surface>

/** One number of persons that was tried. */
export const candidate = z.object({
  persons: z.int(),
  replications: z.int(),
  /** Confidence that the means keep every target, 0 … 1. */
  confidence: z.number(),
  verdict: z.enum(['keeps', 'misses', 'undecided']),
  means: z.object({ endsDownPercent: number, responseP90S: number, productionKg: number }),
})
export type Candidate = z.infer<typeof candidate>

export const optimum = z.object({
  post: z.string(),
  /** The least persons that keep the targets; null where none in the range does. */
  persons: z.int().nullable(),
  /** That these keep the targets, and that one fewer does not; null where one fewer was not to be tried. */
  keeps: number,
  oneFewerMisses: number,
  candidates: z.array(candidate),
})
export type Optimum = z.infer<typeof optimum>

/** A what-if as the backend keeps it. What came out so far is there before it is done. */
export const whatIfJob = z.object({
  id: z.string(),
  kind: z.enum(WHAT_IF_KINDS),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  progress: z.number().min(0).max(1),
  createdMs: z.number(),
  finishedMs: number,
  /** How long its threads were at it, together, s. */
  threadSeconds: z.number(),
  error: z.string().nullable(),
  /** As asked, with every default filled in. */
  request: z.record(z.string(), z.unknown()),
  /** How it was computed: mill, version of norms and program. */
  basis: z.object({ mill: z.string(), normsVersion: z.string(), program: z.string() }),
  comparison: comparison.nullable(),
  surface: surface.nullable(),
  optimum: optimum.nullable(),
})
export type WhatIfJob = z.infer<typeof whatIfJob>

export const whatIfSummary = whatIfJob.pick({
  id: true,
  kind: true,
  state: true,
  progress: true,
  createdMs: true,
  finishedMs: true,
  request: true,
})
export type WhatIfSummary = z.infer<typeof whatIfSummary>
export const whatIfList = z.object({ jobs: z.array(whatIfSummary), workers: z.int(), queued: z.int() })
export type WhatIfList = z.infer<typeof whatIfList>

/** The mill that a what-if would start from, as it stands. */
export const whatIfBase = z.object({
  mill: z.string(),
  name: z.object({ en: z.string(), zh: z.string() }),
  /** Post whose persons piece ends. */
  tenterPost: z.string(),
  plan: planFigures,
})
export type WhatIfBase = z.infer<typeof whatIfBase>
