import { Inject, Injectable } from '@nestjs/common'
import type { CaseTarget } from '@wanding/contracts'
import type { CountedTime, HealthyPopulation } from '@wanding/mill'
import { HISTORY_STORE, type HistoryStore, type TimeRange, WORK_PREFIX } from '../../store'
import { BUCKET_MS, sumOf } from '../ledger/bucket'
import { storedNames } from '../ledger/mill-ledger'
import { QualityService } from '../quality.service'
import { healthyFrames } from '../ranking/frame-time'

/** A spindle that broke is among those with the most breaks of its frame. */
const MOST_SPINDLES = 5000

/** What a spindle or a frame counted in some time, and what healthy ones are like; from the store, however long ago. */
@Injectable()
export class CaseCounts {
  constructor(
    @Inject(HISTORY_STORE) private readonly store: HistoryStore,
    private readonly quality: QualityService,
  ) {}

  /** Null for a unit of a winder: its cuts are told of the doff in hand only. */
  async counted(mill: string, target: CaseTarget, sinceMs: number, toMs: number): Promise<CountedTime | null> {
    if (target.kind === 'unit') return null
    const { ledger, span, frames } = await this.quality.look(mill, '24h')
    const frame = frames.find(({ id }) => id === target.machine)
    const own = ledger.frames.get(target.machine)
    // From the begin of a stretch on: breaks and running time are of the same time then.
    const fromMs = Math.ceil(sinceMs / BUCKET_MS) * BUCKET_MS
    if (!frame || !own || toMs <= fromMs) return { count: 0, exposure: 0 }
    const { counts } = sumOf(own.buckets, fromMs, toMs)
    const before = await this.stored(mill, span.run, target.machine, {
      fromMs,
      toMs: Math.min(toMs, own.buckets[0]?.startMs ?? toMs),
    })
    const hours = (counts.runHours + before.runHours) * frame.weight
    if (target.position === null) return { count: Math.round(counts.running + before.running), exposure: hours }
    const key = { run: span.run, mill, machine: target.machine }
    const broken = await this.store.worstSpindles(key, { fromMs, toMs }, MOST_SPINDLES)
    const count = broken.find(({ position }) => position === target.position)?.breaks ?? 0
    return { count, exposure: hours / frame.spindles }
  }

  /** What a healthy spindle or frame is like now. */
  async healthy(mill: string, target: CaseTarget): Promise<HealthyPopulation | null> {
    if (target.kind === 'frame') return healthyFrames((await this.quality.look(mill, '24h')).frames)
    const { list } = await this.quality.spindles(mill, '24h', 1)
    return list.basis && { rate: list.basis.healthy / 1000, dispersion: list.basis.dispersion }
  }

  /** What is older than the memory of the backend. */
  private async stored(mill: string, run: string, machine: string, range: TimeRange) {
    if (range.toMs <= range.fromMs) return { runHours: 0, running: 0 }
    const [runHours, running] = storedNames(machine).map((name) => WORK_PREFIX + name) as [string, string]
    const totals = await this.store.seriesTotals({ run, mill, series: [runHours, running] }, range)
    return { runHours: totals.get(runHours)?.sum ?? 0, running: totals.get(running)?.sum ?? 0 }
  }
}
