import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MillPlan } from '@wanding/mill'
import { createMill, type Mill } from '../engine'
import { decodeSnapshot, SnapshotError } from './snapshot-file'
import { writeSnapshot } from './write-snapshot'

/** An older mill is begun anew: to bring it to the present would take long, and nobody waits for it. */
const LONGEST_AWAY_MS = 3 * 24 * 3_600_000

/**
 * What a live mill was when its program last ran, so that a restart goes on with it instead of replaying the same breaks into
 * the same history. Kept as a snapshot in the data folder: with all that people, faults and commands have made of the mill.
 */
export class MillPast {
  private readonly file: string

  constructor(
    private readonly folder: string,
    private readonly plan: MillPlan,
    private readonly seed: number,
  ) {
    this.file = join(folder, `${plan.id}.snapshot`)
  }

  /**
   * The mill as it was last kept; a new one at `nowMs` when there is none, when its plan or seed is another, when it was kept
   * too long ago or in the future, or when the file is damaged or of another version (which is said).
   */
  mill(nowMs: number): Mill {
    const kept = this.read()
    if (kept && this.isMine(kept) && isRecent(kept.state.mill.nowMs, nowMs)) return kept
    return createMill(this.plan, this.seed, nowMs)
  }

  /** Keeps the mill as it is. A folder that cannot be written is no reason not to run; it is said once in a while. */
  keep(mill: Mill): void {
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 })
      writeSnapshot(mill, this.file)
    } catch (error) {
      console.warn(
        `a restart will not go on with this mill: it cannot be kept (${(error as NodeJS.ErrnoException).code})`,
      )
    }
  }

  private read(): Mill | undefined {
    let file: Buffer
    try {
      file = readFileSync(this.file)
    } catch {
      return undefined
    }
    try {
      return decodeSnapshot(file)
    } catch (error) {
      if (!(error instanceof SnapshotError)) throw error
      console.warn(`the mill begins anew: what was kept of it cannot be used (${error.message})`)
      return undefined
    }
  }

  private isMine(kept: Mill): boolean {
    return kept.state.mill.seed === this.seed && JSON.stringify(kept.plan) === JSON.stringify(this.plan)
  }
}

const isRecent = (keptMs: number, nowMs: number): boolean => keptMs <= nowMs && nowMs - keptMs <= LONGEST_AWAY_MS
