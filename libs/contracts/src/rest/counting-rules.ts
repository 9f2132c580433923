import { COUNTING_RULES, HEADCOUNTS, SCOPES, SHIFT_SYSTEMS } from '@wanding/mill'
import { z } from 'zod'

const LEAST_CREWS = 1
const MOST_CREWS = 12
const crews = z.coerce.number().min(LEAST_CREWS).max(MOST_CREWS)
const attendance = z.coerce.number().min(0.5).max(1)
const utilisation = z.coerce.number().min(0.3).max(1)

/** Counting rules asked for; what is left out is the mill's own. */
export const countingQuery = z.object({
  scope: z.enum(SCOPES).optional(),
  shiftSystem: z.enum(SHIFT_SYSTEMS).optional(),
  crews: crews.optional(),
  attendance: attendance.optional(),
  utilisation: utilisation.optional(),
  headcount: z.enum(HEADCOUNTS).optional(),
})
export type CountingQuery = z.infer<typeof countingQuery>

export const countingRules = z.object({
  scope: z.enum(SCOPES),
  shiftSystem: z.enum(SHIFT_SYSTEMS),
  crews: z.number(),
  attendance: z.number(),
  utilisation: z.number(),
  headcount: z.enum(HEADCOUNTS),
})

const headcounted = z.object({ persons: z.number(), per10k: z.number().nullable() })

/** What the chosen rules do to the figure, each alone against the default, and what is left when they hold together. */
export const countingEffects = z.object({
  rules: countingRules,
  usualRules: countingRules,
  usual: headcounted,
  chosen: headcounted,
  effects: z.array(headcounted.extend({ rule: z.enum(COUNTING_RULES) })),
  together: headcounted,
})
