import { DEFAULT_COSTS } from '@wanding/mill'
import { z } from 'zod'
import { millChanges } from './mill-changes'

/** Replications of one variant; 1,000 shifts of the full mill are about a minute. */
export const MOST_REPLICATIONS = 2000
export const MOST_VARIANTS = 6
export const MOST_CELLS = 100

const costs = z
  .strictObject({
    perPersonHour: z.number().min(0).max(1e6).default(DEFAULT_COSTS.perPersonHour),
    perKwh: z.number().min(0).max(1e6).default(DEFAULT_COSTS.perKwh),
    perLostKg: z.number().min(0).max(1e6).default(DEFAULT_COSTS.perLostKg),
  })
  .prefault({})

/** What every what-if is asked with: the mill, and how long and how often it runs. */
const common = {
  /** Name of a mill file, or the id of a live mill, which is the file of that id. */
  mill: z
    .string()
    .regex(/^[\w-]{1,64}$/, 'must be the name of a mill (letters, digits, - and _)')
    .default('jimo'),
  /** Ring frames, where they are other than the file says. */
  frames: z.int().min(1).max(2000).optional(),
  /** English count, where it is another than the file says. */
  countNe: z.number().min(4).max(200).optional(),
  hours: z.number().min(0.25).max(72).default(8),
  warmUpHours: z.number().min(0).max(72).default(1),
  seed: z.int().min(0).max(0xffff_ffff).default(7),
  /** Every replication is a mill of its own: other bad spindles, other doffs under way. Several times as slow. */
  anew: z.boolean().default(false),
  costs,
}

const label = z.string().min(1).max(60)

/** Variants on identical seeds; the first is what the others are compared with. */
export const compareRequest = z.strictObject({
  ...common,
  replications: z.int().min(1).max(MOST_REPLICATIONS).default(50),
  variants: z
    .array(z.strictObject({ label, changes: millChanges.prefault({}) }))
    .min(1)
    .max(MOST_VARIANTS),
})
export type CompareRequest = z.infer<typeof compareRequest>

/** One change beside the mill as it is. */
export const runRequest = z.strictObject({
  ...common,
  replications: z.int().min(1).max(MOST_REPLICATIONS).default(50),
  changes: millChanges.prefault({}),
})
export type RunRequest = z.infer<typeof runRequest>

/** Ends down over persons of a post and break level. */
export const surfaceRequest = z
  .strictObject({
    ...common,
    replications: z.int().min(1).max(100).default(4),
    changes: millChanges.prefault({}),
    post: z.string().min(1).max(64).default('ring-piecing'),
    persons: z.array(z.int().min(1).max(1000)).min(2).max(20),
    breakFactors: z.array(z.number().min(0.05).max(20)).min(2).max(20),
  })
  .refine(({ persons, breakFactors }) => persons.length * breakFactors.length <= MOST_CELLS, {
    path: ['persons'],
    message: `persons × break factors must be at most ${MOST_CELLS} cells`,
  })
export type SurfaceRequest = z.infer<typeof surfaceRequest>

/** The least persons of a post with which the targets are kept, with a confidence. */
export const optimiseRequest = z
  .strictObject({
    ...common,
    changes: millChanges.prefault({}),
    post: z.string().min(1).max(64).default('ring-piecing'),
    least: z.int().min(1).max(1000).default(1),
    most: z.int().min(1).max(1000),
    target: z
      .strictObject({
        endsDownPercentAtMost: z.number().min(0).max(100).optional(),
        responseP90SAtMost: z.number().min(0).max(1e6).optional(),
        productionKgAtLeast: z.number().min(0).optional(),
      })
      .refine((target) => Object.values(target).some((value) => value !== undefined), {
        message: 'must name at least one of endsDownPercentAtMost, responseP90SAtMost, productionKgAtLeast',
      }),
    confidence: z.number().min(0.5).max(0.999).default(0.95),
    mostReplications: z.int().min(4).max(500).default(48),
  })
  .refine(({ least, most }) => least <= most, { path: ['most'], message: 'must not be below least' })
export type OptimiseRequest = z.infer<typeof optimiseRequest>

export const WHAT_IF_KINDS = ['run', 'compare', 'surface', 'optimise'] as const
export type WhatIfKind = (typeof WHAT_IF_KINDS)[number]
