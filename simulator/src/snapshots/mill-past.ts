import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MillPlan } from '@wanding/mill'
import { createMill, type Mill } from '../engine'
import { GatewayFaults } from '../gateway/faults/gateway-faults'
import { KeptFaultsError, keptFaultsFromJson, keptFaultsToJson } from '../gateway/faults/kept-faults'
import { readSnapshot, type Snapshot, SnapshotError } from './snapshot-file'
import { writeSnapshot } from './write-snapshot'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
/** An older mill is begun anew: to bring it to the present would take long, and nobody waits for it. */
const LONGEST_AWAY_MS = 3 * 24 * HOUR_MS
/** A clock that was in another time zone, or summer time, was at most so far ahead; what is later was kept under a clock never set. */
const LONGEST_AHEAD_MS = 26 * HOUR_MS

/** A mill as a program found it, with the faults of what is published of it. */
export interface FoundMill {
  mill: Mill
  faults: GatewayFaults
}

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
   * too long ago or too far in the future, or when the file is damaged or of another version (the last two are said). One that was
   * kept a little in the future, under a clock that has been set back since, goes on from there: the hours between are told already,
   * and must not be told again by another mill.
   */
  find(nowMs: number): FoundMill {
    const kept = this.read()
    if (kept && this.isMine(kept.mill) && this.isRecent(kept.mill.state.mill.nowMs, nowMs))
      return { mill: kept.mill, faults: this.faultsOf(kept) }
    return newMill(this.plan, this.seed, nowMs)
  }

  private isRecent(keptMs: number, nowMs: number): boolean {
    const aheadMs = keptMs - nowMs
    if (aheadMs <= 0) return -aheadMs <= LONGEST_AWAY_MS
    const told = `${this.plan.id} was kept ${Math.ceil(aheadMs / MINUTE_MS)} min ahead of this computer's clock`
    const isRecent = aheadMs <= LONGEST_AHEAD_MS
    console.warn(
      isRecent
        ? `${told}: it goes on from there, and stays ahead until a start after ${new Date(keptMs).toISOString()}`
        : `the mill begins anew: ${told}`,
    )
    return isRecent
  }

  /** Keeps the mill and the faults of what is published as they are. A folder that cannot be written is no reason not to run; it is said once in a while. */
  keep({ mill, faults }: FoundMill): void {
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 })
      writeSnapshot(mill, this.file, keptFaultsToJson(faults.kept()))
    } catch (error) {
      console.warn(
        `a restart will not go on with this mill: it cannot be kept (${(error as NodeJS.ErrnoException).code})`,
      )
    }
  }

  private read(): Snapshot | undefined {
    let file: Buffer
    try {
      file = readFileSync(this.file)
    } catch {
      return undefined
    }
    try {
      return readSnapshot(file)
    } catch (error) {
      if (!(error instanceof SnapshotError)) throw error
      console.warn(`the mill begins anew: what was kept of it cannot be used (${error.message})`)
      return undefined
    }
  }

  /** The mill itself is sound when only these are not: it goes on with those that come by themselves. */
  private faultsOf({ mill, beside }: Snapshot): GatewayFaults {
    try {
      return new GatewayFaults(mill.plan, this.seed, keptFaultsFromJson(mill.plan, beside))
    } catch (error) {
      if (!(error instanceof KeptFaultsError)) throw error
      console.warn(`the mill goes on without the faults that were ordered of its gateways (${error.message})`)
      return new GatewayFaults(mill.plan, this.seed)
    }
  }

  private isMine(kept: Mill): boolean {
    return kept.state.mill.seed === this.seed && JSON.stringify(kept.plan) === JSON.stringify(this.plan)
  }
}

/** A mill that begins now. */
export const newMill = (plan: MillPlan, seed: number, nowMs: number): FoundMill => ({
  mill: createMill(plan, seed, nowMs),
  faults: new GatewayFaults(plan, seed),
})
