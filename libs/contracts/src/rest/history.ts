import { z } from 'zod'

/** Epoch milliseconds on the mill's clock; also accepts an ISO date-time. */
export const instant = z.union([
  z.coerce.number().int().min(0).max(8.64e15),
  z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
])

/** A window of time: `from` before `to`, at most `mostDays` long. */
export const range = (mostDays: number) =>
  z
    .object({ from: instant, to: instant })
    .refine((window) => window.from < window.to, { message: 'from must be before to', path: ['from'] })
    .refine((window) => window.to - window.from <= mostDays * 86_400_000, {
      message: `the range is longer than ${mostDays} days`,
      path: ['to'],
    })

export const historyQuery = range(400).and(
  z.object({ metric: z.string().min(1).max(128), points: z.coerce.number().int().min(2).max(20_000).default(600) }),
)
export type HistoryQuery = z.infer<typeof historyQuery>

export const eventsQuery = range(31)
export const secondsQuery = range(1)
export const seriesQuery = range(400).and(z.object({ points: z.coerce.number().int().min(2).max(20_000).default(600) }))

/** [time, mean, least, most] of a step of the answer; a gap in the data is a missing step, never a zero. */
export const historyPoint = z.tuple([z.number(), z.number(), z.number(), z.number()])
export type HistoryPoint = z.infer<typeof historyPoint>

export const machineHistory = z.object({
  mill: z.string(),
  machine: z.string(),
  metric: z.string(),
  unit: z.string(),
  run: z.string(),
  stepMs: z.number(),
  points: z.array(historyPoint),
})
export type MachineHistory = z.infer<typeof machineHistory>

export const spindleEvent = z.object({ atMs: z.number(), state: z.number().int(), flags: z.number().int() })
export const spindleEvents = z.object({
  mill: z.string(),
  machine: z.string(),
  position: z.number().int(),
  run: z.string(),
  events: z.array(spindleEvent),
})
export type SpindleEvents = z.infer<typeof spindleEvents>

/** Every second of one spindle: parallel arrays; a second without data is not listed. */
export const spindleSeconds = z.object({
  mill: z.string(),
  machine: z.string(),
  position: z.number().int(),
  run: z.string(),
  atMs: z.array(z.number()),
  rpm: z.array(z.number()),
  state: z.array(z.number()),
})
export type SpindleSeconds = z.infer<typeof spindleSeconds>

/** Named series over time (KPI, staffing): points as in a machine's history. */
export const namedSeries = z.object({
  mill: z.string(),
  run: z.string(),
  stepMs: z.number(),
  series: z.record(z.string(), z.array(historyPoint)),
})
export type NamedSeries = z.infer<typeof namedSeries>
