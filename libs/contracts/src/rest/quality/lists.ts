import { z } from 'zod'

const since = {
  machine: z.string(),
  position: z.number().int(),
  /** Mill time. */
  sinceMs: z.number(),
  /** It was so already when the backend began to look: it may be so for longer. */
  sinceAtLeast: z.boolean(),
}

/** Too slow for its frame by 3 % and by 8 % (domain 6.3). */
export const SLIP_LEVELS = ['warn', 'alarm'] as const
export const slipSpindle = z.object({
  ...since,
  rpm: z.number(),
  frameRpm: z.number(),
  percent: z.number(),
  level: z.enum(SLIP_LEVELS),
})
export type SlipSpindle = z.infer<typeof slipSpindle>

/** Out of production deliberately, or an end that nobody has pieced for a quarter of an hour. */
export const IDLE_KINDS = ['idle', 'end-down'] as const
export const idleSpindle = z.object({ ...since, kind: z.enum(IDLE_KINDS) })
export type IdleSpindle = z.infer<typeof idleSpindle>

/** No signal at all, or a spindle said to spin whose traveller does not. */
export const DEAD_KINDS = ['no-signal', 'no-speed'] as const
export const deadSensor = z.object({ ...since, kind: z.enum(DEAD_KINDS), lastGoodMs: z.number().nullable() })
export type DeadSensor = z.infer<typeof deadSensor>

const listOf = <T extends z.ZodType>(item: T) => z.object({ total: z.number().int(), items: z.array(item) })

export const qualityLists = z.object({
  mill: z.string(),
  run: z.string(),
  atMs: z.number(),
  spindles: z.number().int(),
  /** Frames that are dark: of their spindles nothing is known. */
  darkFrames: z.array(z.string()),
  /** Slip: the slowest first; the others: the longest first. */
  slip: listOf(slipSpindle),
  idle: listOf(idleSpindle),
  dead: listOf(deadSensor),
})
export type QualityLists = z.infer<typeof qualityLists>
