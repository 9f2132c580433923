import { MEASURES, ROLES } from '@wanding/mill'
import { z } from 'zod'
import { CALIBRATION_KINDS } from '../calibration/columns'
import { PROBLEM_CODES } from '../calibration/row-problem'

const problem = z.object({
  line: z.number().int(),
  column: z.string(),
  /** What is wrong, and the values in it, to be worded in any language. */
  code: z.enum(PROBLEM_CODES),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The same in English. */
  reason: z.string(),
})
export type CalibrationProblem = z.infer<typeof problem>

/** A file that was read whole, or what is wrong with it: then nothing of it is kept. */
export const calibrationUpload = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    /** SHA-256 of its bytes. */
    id: z.string(),
    kind: z.enum(CALIBRATION_KINDS),
    rows: z.number().int(),
    bytes: z.number().int(),
    separator: z.enum(['comma', 'semicolon', 'tab']),
    decimals: z.enum(['unknown', 'point', 'comma']),
    byteOrderMark: z.boolean(),
  }),
  z.object({
    ok: z.literal(false),
    /** The first of them. */
    problems: z.array(problem),
    /** All rows and cells that are wrong. */
    total: z.number().int(),
  }),
])
export type CalibrationUpload = z.infer<typeof calibrationUpload>

export const calibrationRequest = z.object({
  name: z.string().trim().min(1).max(60),
  /** Mill file that the calibrated one extends. */
  base: z.string().min(1).max(64),
  files: z
    .array(z.string().regex(/^[0-9a-f]{64}$/))
    .min(1)
    .max(3),
})
export type CalibrationRequest = z.infer<typeof calibrationRequest>

const estimate = z.object({
  value: z.number(),
  error: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})
export type FittedValue = z.infer<typeof estimate>

const check = z.object({
  pearson: z.number(),
  degrees: z.number(),
  p: z.number(),
  dispersion: z.number(),
  histogram: z.array(
    z.object({ from: z.number(), to: z.number().nullable(), observed: z.number(), expected: z.number() }),
  ),
})
const residual = z.object({ name: z.string(), observed: z.number(), expected: z.number(), z: z.number() })

const breaks = z.object({
  rows: z.number(),
  frames: z.number(),
  spindleHours: z.number(),
  breaks: z.number(),
  measuredPer1000: estimate,
  atReferencePer1000: estimate,
  frameShape: estimate.nullable(),
  shiftShape: estimate.nullable(),
  speedExponent: estimate,
  exponentReason: z.enum(['fitted', 'no-speeds', 'speeds-alike']),
  meanRpm: z.number().nullable(),
  meanHumidityPercent: z.number().nullable(),
  check,
  byFrame: z.array(residual),
  byShift: z.array(residual),
})

const spindles = z.object({
  spindles: z.number(),
  breaks: z.number(),
  ratePer1000: estimate,
  gammaShape: estimate.nullable(),
  rogue: z.object({ share: estimate, factor: estimate }).nullable(),
  check,
})

const role = z.object({
  role: z.enum(ROLES),
  shifts: z.number(),
  meanPersons: z.number(),
  minutesMeasured: z.boolean(),
  norms: z.array(
    z.object({
      role: z.enum(ROLES),
      norm: z.string(),
      before: z.number(),
      fitted: estimate,
      ratio: z.number(),
      how: z.enum(['fitted', 'in-proportion']),
    }),
  ),
  reason: z.enum(['too-few-shifts', 'events-missing', 'terms-alike', 'term-at-zero']).nullable(),
  explained: z.number().nullable(),
})

/** A key of the mill file that the data decide. */
const millKey = z.object({ path: z.string(), before: z.number(), after: z.number() })

export const calibrationSummary = z.object({
  id: z.string(),
  name: z.string(),
  base: z.string(),
  madeAtMs: z.number(),
  rows: z.number(),
  breaksPer1000: z.number().nullable(),
  /** Whether there is a mill file to simulate. */
  hasMill: z.boolean(),
  hasNorms: z.boolean(),
})
export type CalibrationSummary = z.infer<typeof calibrationSummary>

export const calibration = calibrationSummary.extend({
  measures: z.array(z.enum(MEASURES)),
  normsName: z.string(),
  files: z.array(z.object({ id: z.string(), kind: z.enum(CALIBRATION_KINDS), rows: z.number() })),
  breaks: breaks.nullable(),
  startUp: z.object({ share: estimate, starts: z.number(), breaks: z.number() }).nullable(),
  spindles: spindles.nullable(),
  roles: z.array(role),
  millKeys: z.array(millKey),
  /** Why there is no mill file though there are keys for one. */
  millProblems: z.array(z.string()),
})
export type Calibration = z.infer<typeof calibration>
