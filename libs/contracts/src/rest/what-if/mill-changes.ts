import { MEASURES } from '@wanding/mill'
import { z } from 'zod'

/**
 * What a variant changes in a mill. Persons are by post or by a role of one; `breakFactor` multiplies the hazard of running
 * breaks; `machines` stay those that are installed unless they are planned anew for the changed flow.
 */
export const millChanges = z.strictObject({
  persons: z
    .record(z.string().regex(/^[\w-]{1,64}$/, 'must be the name of a post or role'), z.int().min(0).max(1000))
    .optional(),
  measures: z.array(z.enum(MEASURES)).max(MEASURES.length).optional(),
  spindleSpeedRpm: z.number().min(4000).max(25_000).optional(),
  countNe: z.number().min(4).max(200).optional(),
  twistMultiplier: z.number().min(3.2).max(4.3).optional(),
  breakFactor: z.number().min(0.05).max(20).optional(),
  startUpShare: z.number().min(0).max(0.5).optional(),
  dispatch: z.enum(['patrol', 'guided-nearest', 'guided-priority']).optional(),
  pooling: z.enum(['mill', 'zones']).optional(),
  robots: z.int().min(0).max(1000).optional(),
  machines: z.enum(['installed', 'replanned']).optional(),
})
export type MillChanges = z.infer<typeof millChanges>
