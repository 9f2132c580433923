import { z } from 'zod'
import { ALARM_IDS } from '../alarms'
import { instant, range } from '../rest/history'

/** Of what the mill did. */
export const pastQuery = z.object({ time: instant })
/** Pictures and steps of at most six hours; with `every` only pictures, one in so many seconds. */
export const tapeQuery = range(0.25).and(z.object({ every: z.coerce.number().int().min(1).max(86_400).optional() }))
export const anomaliesQuery = range(31)

/** What of one run is kept: from its first picture to its newest. */
export const recordedRun = z.object({ run: z.string(), fromMs: z.number(), toMs: z.number() })
export const recorded = z.object({
  mill: z.string(),
  /** The run of the mill's newest telemetry. */
  run: z.string(),
  /** Newest last. */
  runs: z.array(recordedRun),
})
export type Recorded = z.infer<typeof recorded>

/** Kinds of what a reader of the past may look for: the alarms, and the wave of ends down over the whole mill. */
export const ANOMALY_KINDS = [...ALARM_IDS, 'ends-down-wave'] as const
export type AnomalyKind = (typeof ANOMALY_KINDS)[number]

export const anomaly = z.object({
  /** Since when it was so, mill time. */
  atMs: z.number(),
  kind: z.enum(ANOMALY_KINDS),
  /** Alarms of priority 4 may wait, and are none. */
  priority: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  /** Machine, gateway, or the mill for a wave. */
  machine: z.string(),
  value: z.number().nullable(),
  limit: z.number().nullable(),
})
export type Anomaly = z.infer<typeof anomaly>

export const anomalies = z.object({
  mill: z.string(),
  run: z.string(),
  /** In order of time. */
  anomalies: z.array(anomaly),
  /** True where there were more than are told; the oldest are told. */
  more: z.boolean(),
})
export type Anomalies = z.infer<typeof anomalies>

const scalar = z.union([z.number(), z.string(), z.boolean(), z.null()])

/** One machine at a past moment; speeds and states of the spindles of a ring frame, null for other machines. */
export const machineThen = z.object({
  mill: z.string(),
  run: z.string(),
  machine: z.string(),
  kind: z.string(),
  gateway: z.string(),
  atMs: z.number(),
  online: z.boolean(),
  stale: z.boolean(),
  sinceMs: z.number().nullable(),
  metrics: z.record(z.string(), scalar),
  states: z.array(z.number()).nullable(),
  rpm: z.array(z.number()).nullable(),
  /** Where the speeds come from: the second itself, the mean of its minute, or nowhere any more. */
  rpmFrom: z.enum(['second', 'minute']).nullable(),
})
export type MachineThen = z.infer<typeof machineThen>
