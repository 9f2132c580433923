import { MACHINE_KINDS } from '@wanding/mill'
import { z } from 'zod'
import { localText } from './kpi'

export const millSummary = z.object({
  id: z.string(),
  name: localText,
  simulated: z.boolean(),
  run: z.string(),
  clockSpeed: z.number(),
  atMs: z.number(),
  spindles: z.number().int(),
  frames: z.number().int(),
  machines: z.number().int(),
  online: z.number().int(),
  countNe: z.number().nullable(),
})
export type MillSummary = z.infer<typeof millSummary>

export const machineNow = z.object({
  id: z.string(),
  kind: z.enum(MACHINE_KINDS).or(z.string()),
  gateway: z.string(),
  online: z.boolean(),
  stale: z.boolean(),
  atMs: z.number(),
  receivedMs: z.number(),
  /** Scalars by catalogue name; null is "no value". */
  metrics: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
})
export type MachineNow = z.infer<typeof machineNow>

export const health = z.object({
  status: z.enum(['ok', 'degraded', 'down']),
  /** What is wrong, in a sentence each; empty when all is well. */
  problems: z.array(z.string()),
  version: z.string(),
  uptimeSeconds: z.number(),
  mills: z.array(z.string()),
  broker: z.object({ connected: z.boolean(), since: z.number().nullable(), embedded: z.boolean() }),
  messages: z.object({
    received: z.number(),
    perSecond: z.number(),
    rejected: z.number(),
    seqGaps: z.number(),
    rebirthsRequested: z.number(),
    lastReceivedMs: z.number().nullable(),
  }),
  gateways: z.object({
    total: z.number(),
    online: z.number(),
    stale: z.array(z.string()),
    /** `<mill>/<gateway>` of those whose name two programs have: each takes the session from the other. */
    rivals: z.array(z.string()),
  }),
  store: z.object({
    kind: z.enum(['duckdb', 'influxdb']),
    ok: z.boolean(),
    lagMs: z.number(),
    queued: z.number(),
    dropped: z.number(),
    lastError: z.string().nullable(),
  }),
  /** What is on the disk on its way to the store; a problem means that nothing more is taken, and gateways keep theirs. */
  spool: z.object({ waiting: z.number(), bytes: z.number(), problem: z.string().nullable() }),
  live: z.object({ clients: z.number(), skipped: z.number() }),
})
export type Health = z.infer<typeof health>

/** The one shape of every error answer. */
export const errorAnswer = z.object({ code: z.string(), message: z.string(), problems: z.array(z.string()).optional() })
export type ErrorAnswer = z.infer<typeof errorAnswer>
