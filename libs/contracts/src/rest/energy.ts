import { ENERGY_DEPARTMENTS } from '@wanding/mill'
import { z } from 'zod'
import { range } from './history'

export const energyQuery = range(31)
export type EnergyQuery = z.infer<typeof energyQuery>

/** Energy of a part of the mill; null where its counters say nothing of that time. */
const metered = z.object({
  /** Counted over the time that is known: from its first report in the range to its last. */
  kwh: z.number(),
  /** Mean over that time. */
  meanKw: z.number().nullable(),
})

export const energyDepartment = metered.extend({
  department: z.enum(ENERGY_DEPARTMENTS),
  /** Mean over its newest reports that are a quarter of an hour apart, or more where they are seldom. */
  latestKw: z.number().nullable(),
  /** Of what the feeders carried. */
  sharePercent: z.number().nullable(),
  /** Per kilogram of ring yarn. */
  kwhPerKg: z.number().nullable(),
})
export type EnergyDepartmentUse = z.infer<typeof energyDepartment>

/** Where the electricity of a mill went over a time, from the counters of its feeders. */
export const millEnergy = z.object({
  mill: z.string(),
  run: z.string(),
  /** Begin of the step in which the time that was asked for begins. */
  fromMs: z.number(),
  toMs: z.number(),
  stepMs: z.number(),
  /** Of all feeders; departments that no counter tells are in it. */
  whole: metered,
  /** Yarn of the ring frames, counted like the energy. */
  kg: z.number(),
  /** Mean power over mean output; null without yarn. */
  kwhPerKg: z.number().nullable(),
  /** In the order of the material; those that are metered. */
  departments: z.array(energyDepartment),
  feeders: z.array(metered.extend({ machine: z.string() })),
  /** Counters that fell or leapt, with the time whose gain is not known. */
  lost: z.array(z.object({ machine: z.string(), metric: z.string(), minutes: z.number() })),
})
export type MillEnergy = z.infer<typeof millEnergy>
