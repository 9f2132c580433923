import { MACHINE_KINDS } from '@wanding/mill'
import { z } from 'zod'

/** Time and times that machines stood for one reason. */
export const stopTotal = z.object({
  reason: z.string(),
  minutes: z.number(),
  /** Stops that began in the window. */
  count: z.number().int(),
})
export type StopTotal = z.infer<typeof stopTotal>

/** One machine over the window. */
export const machineTimes = z.object({
  machine: z.string(),
  /** Share of the time seen in which it was executing, %; null while nothing was seen. */
  runningPercent: z.number().nullable(),
  /** What it stood for longest; null where it did not stand. */
  longestStop: stopTotal.nullable(),
})
export type MachineTimes = z.infer<typeof machineTimes>

/** One department over the last hour of mill time. */
export const departmentNow = z.object({
  kind: z.enum(MACHINE_KINDS),
  machines: z.array(machineTimes),
  runningPercent: z.number().nullable(),
  /** What it delivered, from its counters: no moment's rate. */
  deliveredKgPerHour: z.number().nullable(),
  /** What the next department took in that time: what that delivered and its waste (domain 1.2; noil as measured). */
  takenKgPerHour: z.number().nullable(),
  takenBy: z.enum(MACHINE_KINDS).nullable(),
  /** What lies between this department and the next, by the signals that tell of it: sums, of shares the mean. */
  buffers: z.array(z.object({ signal: z.string(), value: z.number() })),
  /** Longest first. */
  stops: z.array(stopTotal),
})
export type DepartmentNow = z.infer<typeof departmentNow>

export const departmentsNow = z.object({
  mill: z.string(),
  atMs: z.number(),
  run: z.string(),
  /** Minutes of mill time behind the figures. */
  windowMinutes: z.number(),
  departments: z.array(departmentNow),
})
export type DepartmentsNow = z.infer<typeof departmentsNow>
