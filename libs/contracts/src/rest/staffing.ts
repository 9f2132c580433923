import { HEADCOUNTS, MEASURES, ROLES, SHIFT_SYSTEMS, STAFF_PROCESSES, WORK_EVENTS } from '@wanding/mill'
import { z } from 'zod'
import { countingEffects } from './counting-rules'

/** Bounds between which a figure lies with 95 % confidence. */
export const interval = z.object({ low: z.number(), high: z.number() })

/** Whether the counts behind a figure suffice, and how long must be watched until they do. */
export const dataState = z.object({
  enough: z.boolean(),
  /** Half of the interval over the figure; null while nothing is measured. */
  relativeHalfWidth: z.number().nullable(),
  /** Minutes of mill time until the figure is precise enough at the present rates; null where nobody can say. */
  stillMinutes: z.number().nullable(),
  /** Events that are planned because they were not watched long enough yet, and for how much longer. */
  awaited: z.array(z.object({ event: z.enum(WORK_EVENTS), stillMinutes: z.number().nullable() })),
})

/** What the ring room's load does to ends down: M/M/c//N (domain 5.1). */
export const loadPoint = z.object({
  /** Posts needed / persons on post in the ring room. */
  index: z.number(),
  persons: z.number(),
  endsDownPercent: z.number(),
  downS: z.number(),
  /** Ends left over each hour; above 0 only where the people are overrun. */
  pilingUpPerHour: z.number(),
})
export type LoadPoint = z.infer<typeof loadPoint>

export const loadNow = z.object({ present: loadPoint.nullable(), curve: z.array(loadPoint) })

/** A figure's formula, and the numbers that went into it. */
export const howComputed = z.object({
  figure: z.string(),
  formula: z.string(),
  inputs: z.record(z.string(), z.union([z.number(), z.string(), z.null()])),
})
export type HowComputed = z.infer<typeof howComputed>

/** One term of a role's workload: count × minutes each, and where the count came from. */
export const workTerm = z.object({
  id: z.string(),
  /** Events (or units) in one shift. */
  countPerShift: z.number(),
  unit: z.string(),
  minutesEach: z.number(),
  minutesPerShift: z.number(),
  source: z.enum(['measured', 'planned', 'fixed']),
  /** Hours of the whole mill that the count was watched for, and its 95 % interval; null where nothing was counted. */
  watchedHours: z.number().nullable(),
  interval: interval.nullable(),
})

export const roleStaffing = z.object({
  role: z.enum(ROLES),
  minutesPerShift: z.number(),
  posts: z.number(),
  roll: z.number(),
  per10k: z.number(),
  /** 95 % interval of per10k; null where nothing was measured. */
  interval: interval.nullable(),
  rosteredPersons: z.number().nullable(),
  rosteredPer10k: z.number().nullable(),
  source: z.enum(['measured', 'mixed', 'planned', 'fixed']),
  terms: z.array(workTerm),
})
export type RoleStaffing = z.infer<typeof roleStaffing>

/** The same by process; persons on post only where every role of it is reported. */
export const processStaffing = roleStaffing
  .omit({ role: true, minutesPerShift: true, source: true, terms: true })
  .extend({ process: z.enum(STAFF_PROCESSES) })
export type ProcessStaffing = z.infer<typeof processStaffing>

/** What a staffing figure must be read with (domain 4.1). */
export const staffingBasis = z.object({
  scope: z.enum(['A', 'B', 'C']),
  countNe: z.number(),
  spindles: z.number().int(),
  shiftSystem: z.enum(SHIFT_SYSTEMS),
  crews: z.number(),
  attendance: z.number(),
  utilisation: z.number(),
  shiftHours: z.number(),
  measures: z.array(z.enum(MEASURES)),
  headcount: z.enum(HEADCOUNTS),
  normsVersion: z.string(),
  windowMinutes: z.number(),
  /** Names history, seed and speed of a simulated mill; `live` on the real clock. */
  run: z.string(),
  simulated: z.boolean(),
})

export const staffingNow = z.object({
  mill: z.string(),
  atMs: z.number(),
  per10k: z.object({ required: z.number().nullable(), rostered: z.number().nullable() }),
  roll: z.object({ required: z.number().nullable(), rostered: z.number().nullable() }),
  /** Required / rostered; healthy 0.80–0.95, above 1 ends-down climbs (domain 4.7). */
  index: z.number().nullable(),
  postsPerShift: z.number().nullable(),
  onSitePer10k: z.number().nullable(),
  hok: z.number().nullable(),
  ohs: z.number().nullable(),
  source: z.enum(['measured', 'mixed', 'planned']),
  byRole: z.array(roleStaffing),
  byProcess: z.array(processStaffing),
  /** 95 % intervals of the required persons per 10,000 spindles and of the index. */
  intervals: z.object({ per10k: interval.nullable(), index: interval.nullable() }),
  data: dataState,
  /** 折标: the figures as if the reference count were spun. */
  standard: z
    .object({ countNe: z.number(), factor: z.number(), per10k: z.number().nullable(), hok: z.number().nullable() })
    .nullable(),
  crew: z.object({ name: z.string(), shift: z.number().nullable(), shiftStartMs: z.number().nullable() }).nullable(),
  counting: countingEffects,
  load: loadNow.nullable(),
  basis: staffingBasis,
  /** The rungs from a conventional mill to a digital one at this count and shift system, from the norms. */
  rungs: z.array(z.object({ step: z.string(), per10k: z.number(), roll: z.number() })),
  /** How each figure was computed. */
  how: z.array(howComputed),
})
export type StaffingNow = z.infer<typeof staffingNow>
