import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MillPlan } from '@wanding/mill'

/** An older mill is begun anew: catching up costs about a second for each three days. */
const LONGEST_AGE_MS = 3 * 24 * 3_600_000

/**
 * Mill time at which this mill began, so that a restart goes on with it instead of replaying the same breaks into the same
 * history. The engine is deterministic: plan, seed and beginning are all that is needed to be where the mill would be now.
 * Another plan or seed, or a beginning too long ago or in the future, begins anew now. A folder that cannot be written is
 * no reason not to run.
 */
export function beginningOf(
  { dataFolder, seed }: { dataFolder: string; seed: number },
  plan: MillPlan,
  nowMs: number,
): number {
  const identity = createHash('sha256')
    .update(JSON.stringify([plan, seed]))
    .digest('hex')
  const file = join(dataFolder, `beginning-${plan.id}.json`)
  const known = read(file)
  if (known?.identity === identity && known.bornMs <= nowMs && nowMs - known.bornMs <= LONGEST_AGE_MS)
    return known.bornMs
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    writeFileSync(file, `${JSON.stringify({ identity, bornMs: nowMs })}\n`)
  } catch (error) {
    console.warn(
      `a restart will begin this mill anew: its beginning cannot be kept (${(error as NodeJS.ErrnoException).code})`,
    )
  }
  return nowMs
}

function read(file: string): { identity: string; bornMs: number } | undefined {
  try {
    const { identity, bornMs } = JSON.parse(readFileSync(file, 'utf8'))
    return typeof identity === 'string' && Number.isSafeInteger(bornMs) ? { identity, bornMs } : undefined
  } catch {
    return undefined
  }
}
