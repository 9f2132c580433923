import { ATTRIBUTIONS, MEASURED_HERE, MEASURES, OVERHEAD, PERIOD_FACTORS, ROLES } from '@wanding/mill'
import { z } from 'zod'
import { countingQuery } from './counting-rules'
import { instant, range } from './history'
import { howComputed, interval, staffingBasis } from './staffing'

const end = z.object({ roll: z.number(), per10k: z.number() })
const termState = z.object({ countPerShift: z.number(), minutesEach: z.number(), minutesPerShift: z.number() })

/** What a bar does to one term; before and after only where the bar is one step, not an average over orders. */
export const termChange = end.extend({
  id: z.string(),
  unit: z.string(),
  before: termState.nullable(),
  after: termState.nullable(),
})
export const roleChange = end.extend({ role: z.enum([...ROLES, OVERHEAD]), terms: z.array(termChange) })
export type RoleChange = z.infer<typeof roleChange>

const barOf = <K extends string>(keys: readonly [K, ...K[]]) =>
  end.extend({ key: z.enum(keys), roles: z.array(roleChange) })

export const measureBar = barOf([...MEASURES, MEASURED_HERE])

/** Why staffing is what it is: from the conventional mill, measure by measure, to this one as it was counted. */
export const staffingWaterfall = z.object({
  mill: z.string(),
  atMs: z.number(),
  order: z.enum(ATTRIBUTIONS),
  from: end,
  planned: end,
  to: end,
  bars: z.array(measureBar),
  basis: staffingBasis,
  how: z.array(howComputed),
})
export type StaffingWaterfall = z.infer<typeof staffingWaterfall>

export const waterfallQuery = countingQuery.extend({ order: z.enum(ATTRIBUTIONS).default('ladder') })
export type WaterfallQuery = z.infer<typeof waterfallQuery>

/** Staffing over one stretch of time, from the work counted in it. */
export const staffingPeriod = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  /** Hours of the ring room that were watched. */
  watchedHours: z.number(),
  per10k: z.object({ required: z.number().nullable(), rostered: z.number().nullable() }),
  roll: z.object({ required: z.number(), rostered: z.number().nullable() }),
  interval: interval.nullable(),
  index: z.number().nullable(),
  hok: z.number().nullable(),
  onSitePer10k: z.number().nullable(),
  source: z.enum(['measured', 'mixed', 'planned']),
  byRole: z.array(
    z.object({
      role: z.enum(ROLES),
      per10k: z.number(),
      rosteredPer10k: z.number().nullable(),
      persons: z.number().nullable(),
    }),
  ),
  basis: staffingBasis,
})
export type StaffingPeriod = z.infer<typeof staffingPeriod>

const periodBar = barOf(PERIOD_FACTORS as [(typeof PERIOD_FACTORS)[number], ...(typeof PERIOD_FACTORS)[number][]])

/** Why staffing changed between two periods; from + bars + residue = to. */
export const staffingComparison = z.object({
  mill: z.string(),
  before: staffingPeriod,
  after: staffingPeriod,
  change: end,
  /** 95 % interval of the change of persons per 10,000 spindles: whether it is more than chance. */
  interval: interval.nullable(),
  bars: z.array(periodBar),
  residue: end,
  /** Change of the rostered persons by role, the largest first; null where the crew was not reported in both. */
  rostered: end.extend({ roles: z.array(end.extend({ role: z.enum(ROLES) })) }).nullable(),
  how: z.array(howComputed),
})
export type StaffingComparison = z.infer<typeof staffingComparison>

const MOST_DAYS = 400
const DAY_MS = 86_400_000

/** Two ranges of time on the mill's clock, and the counting rules for both. */
export const comparisonQuery = countingQuery
  .extend({ beforeFrom: instant, beforeTo: instant, afterFrom: instant, afterTo: instant })
  .superRefine((query, context) => {
    for (const name of ['before', 'after'] as const) {
      const [from, to] = [query[`${name}From`], query[`${name}To`]]
      const issue = (message: string) => context.addIssue({ code: 'custom', message, path: [`${name}From`] })
      if (from >= to) issue(`${name}From must be before ${name}To`)
      else if (to - from > MOST_DAYS * DAY_MS) issue(`the range is longer than ${MOST_DAYS} days`)
    }
  })
export type ComparisonQuery = z.infer<typeof comparisonQuery>

/** The shifts of at most 31 days. */
export const shiftsQuery = range(31).and(countingQuery)
export type ShiftsQuery = z.infer<typeof shiftsQuery>

export const exportFormat = z.enum(['csv', 'xlsx']).default('csv')
/** A file of figures, with headings and names in a language. */
export const fileQuery = z.object({ format: exportFormat, lang: z.enum(['en', 'zh']).default('en') })
export type FileQuery = z.infer<typeof fileQuery>
export const exportQuery = waterfallQuery.extend({ format: exportFormat })
export type ExportQuery = z.infer<typeof exportQuery>

/** Staffing of the shifts that ended or run in a range, and summed by crew. */
export const staffingShifts = z.object({
  mill: z.string(),
  run: z.string(),
  shifts: z.array(staffingPeriod.extend({ crew: z.string(), running: z.boolean() })),
  crews: z.array(staffingPeriod.extend({ crew: z.string(), shifts: z.number().int() })),
})
export type StaffingShifts = z.infer<typeof staffingShifts>
