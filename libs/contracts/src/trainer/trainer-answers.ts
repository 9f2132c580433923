import { z } from 'zod'

const by = z.enum(['itself', 'people', 'command'])

/** A fault that is active or ordered for later. */
export const trainerFault = z.object({
  fault: z.string(),
  place: z.string(),
  severity: z.number(),
  onsetMs: z.number(),
  cureMs: z.number().nullable(),
  active: z.boolean(),
  by,
})

/** The answer to a command; `id` is null where the command could not be read, and when the mill has gone. */
export const trainerReply = z.discriminatedUnion('ok', [
  z.object({
    id: z.string(),
    ok: z.literal(true),
    /** Mill time of the answer, epoch ms. */
    nowMs: z.number(),
    place: z.string().optional(),
    faults: z.array(trainerFault).optional(),
    /** Faults that were left out of a very long list. */
    more: z.number().optional(),
  }),
  z.object({ id: z.string().nullable(), ok: z.literal(false), reason: z.string(), message: z.string() }),
])
export type TrainerReply = z.infer<typeof trainerReply>

export const trainerEvent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('fault'),
    atMs: z.number(),
    fault: z.string(),
    place: z.string(),
    severity: z.number(),
    phase: z.enum(['onset', 'cured']),
    by,
  }),
  z.object({
    kind: z.literal('response'),
    atMs: z.number(),
    response: z.string(),
    place: z.string(),
    cures: z.array(z.string()),
  }),
  z.object({
    kind: z.literal('break'),
    atMs: z.number(),
    /** The spindle: RF03/417. */
    place: z.string(),
    cause: z.string(),
    breakClass: z.enum(['running', 'start-up']),
  }),
])
export type TrainerEvent = z.infer<typeof trainerEvent>

/** What really happened since the last message, in order of mill time. */
export const trainerTruth = z.object({
  run: z.string(),
  nowMs: z.number(),
  events: z.array(trainerEvent),
  /** Events left out because too many came at once; faults and responses are never left out. */
  dropped: z.number(),
})
export type TrainerTruth = z.infer<typeof trainerTruth>
