import { DOFF_PARTS } from '@wanding/mill'
import { z } from 'zod'
import { range } from './history'

export const doffsQuery = range(7)
export type DoffsQuery = z.infer<typeof doffsQuery>

/** Breaks over spindle-hours somewhere in the doff, with the exact 95 % interval of the rate; null where nothing ran. */
const breaksOf = z.object({
  breaks: z.number(),
  spindleHours: z.number(),
  per1000SpindleHours: z.number().nullable(),
  interval95: z.tuple([z.number(), z.number()]).nullable(),
})
export type BreaksOf = z.infer<typeof breaksOf>

export const doffCell = breaksOf.extend({ fromPercent: z.number(), toPercent: z.number() })

export const doffSummary = z.object({
  fromMs: z.number(),
  /** Null for the doff in hand. */
  toMs: z.number().nullable(),
  /** False where the data begins within it, or has a gap in it: its sums are too small. */
  whole: z.boolean(),
  breaksRunning: z.number(),
  breaksStartUp: z.number(),
  /** Ends that broke at its start, % of the spindles. */
  startUpLossPercent: z.number().nullable(),
  per1000SpindleHours: z.number().nullable(),
  kg: z.number(),
  kwh: z.number(),
  kwhPerKg: z.number().nullable(),
})
export type DoffSummary = z.infer<typeof doffSummary>

/** Mean power in a range of the doff: of the last whole doffs with the least and the most of them, and of the one in hand. */
export const doffPower = z.object({
  fromPercent: z.number(),
  toPercent: z.number(),
  /** Whole doffs that ran there. */
  doffs: z.number().int(),
  meanKw: z.number().nullable(),
  leastKw: z.number().nullable(),
  mostKw: z.number().nullable(),
  inHandKw: z.number().nullable(),
})
export type DoffPower = z.infer<typeof doffPower>

/** The doffs of a ring frame, and where in the doff its ends break. */
export const frameDoffs = z.object({
  mill: z.string(),
  machine: z.string(),
  run: z.string(),
  fromMs: z.number(),
  toMs: z.number(),
  spindles: z.number().int(),
  stepMs: z.number(),
  /** Steps whose gains are not known. */
  stepsLost: z.number().int(),
  /** In order of time. */
  doffs: z.array(doffSummary),
  cells: z.array(doffCell),
  parts: z.array(doffCell.extend({ part: z.enum(DOFF_PARTS.map(({ part }) => part)) })),
  whole: breaksOf,
  power: z.array(doffPower),
})
export type FrameDoffs = z.infer<typeof frameDoffs>
