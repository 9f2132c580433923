import { z } from 'zod'

/** Asks for a copy of the embedded store. There is nothing to choose: the folder is a setting. */
export const backupRequest = z.object({}).strict()

export const backup = z.object({
  /** Name in BACKUP_FOLDER. */
  file: z.string(),
  bytes: z.number(),
  /** When the copy was asked for: what was stored before is in it. */
  atMs: z.number(),
})
export type Backup = z.infer<typeof backup>

export const backups = z.object({
  /** File that is being written. */
  running: z.string().nullable(),
  /** Why the last one failed; null after one that did not. */
  lastError: z.string().nullable(),
  /** Whole copies, oldest first. */
  files: z.array(backup),
})
export type Backups = z.infer<typeof backups>
