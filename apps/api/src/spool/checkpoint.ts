import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { writeWhole } from '../journal'

const count = z.number().int().nonnegative()
const since = count.default(0)
const summed = {
  ...{ messages: count, dead: count, lost: count },
  // Not in checkpoints from before they were counted.
  ...{ duplicates: since, gaps: since, resent: since },
}

/** Of the checkpoint and of the records of the spool. */
const VERSION = 1

const checkpoint = z.object({
  version: z.literal(VERSION),
  /** Highest position of the spool of which everything is in the store. */
  written: count,
  /** Where reading begins after a restart: from here on the recorders find the state that they need. */
  resume: count,
  /** Position of the spool up to which the streams are summed here. */
  summed: count,
  streams: z.array(
    z.object({
      ...{ mill: z.string(), gateway: z.string(), epoch: z.string() },
      ...{ first: count, next: count, head: count },
      ...summed,
    }),
  ),
  over: z.array(z.tuple([z.string(), z.object({ ...summed, produced: count })])),
  /** Messages in the store, by gateway. */
  stored: z.record(z.string(), count),
})
export type Checkpoint = z.infer<typeof checkpoint>

export const FIRST_CHECKPOINT: Checkpoint = {
  ...{ version: VERSION, written: 0, resume: 0, summed: 0 },
  ...{ streams: [], over: [], stored: {} },
}

/**
 * Undefined where there is none, or where it cannot be read: then the whole spool is read again, which changes nothing that is stored.
 * Throws where a newer program has written it: its records would be taken for damaged, and be lost.
 */
export function readCheckpoint(path: string): { found: Checkpoint | undefined; problem: string | null } {
  if (!existsSync(path)) return { found: undefined, problem: null }
  let content: unknown
  try {
    content = JSON.parse(readFileSync(path, 'utf8'))
    return { found: checkpoint.parse(content), problem: null }
  } catch (error) {
    const version = (content as { version?: unknown } | undefined)?.version
    if (typeof version === 'number' && version > VERSION) {
      throw new Error(
        `${path} is of version ${version}, and this program reads version ${VERSION}: start the newer one`,
      )
    }
    return { found: undefined, problem: `${path} cannot be read: ${(error as Error).message}` }
  }
}

/** On the disk when this returns: only then may records below it go. */
export function writeCheckpoint(path: string, content: Checkpoint): void {
  writeWhole(path, JSON.stringify(content))
}
