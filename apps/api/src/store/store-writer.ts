import type { KpiNow, StaffingNow } from '@wanding/contracts'
import type { Bus, BusEvents, GatewayRef, MachineReading, SpindleReading } from '../bus'
import { BatchQueue, type QueueLimits, type QueueLog } from './batch-queue'
import { FrameRecorder } from './frame-recorder'
import type {
  FrameRollupRow,
  HistoryStore,
  MetricRow,
  MomentRow,
  RefusedRow,
  SeriesRow,
  SpindleSecondRow,
  TransitionRow,
} from './history-store.port'
import { MachineRecorder } from './machine-recorder'
import { SeriesRecorder } from './series-recorder'
import { SizeWindow } from './size-window'
import { packSecond } from './spindle-blob'
import type { KeptConsumer } from './spool-pump'
import type { StoreStatus, StoreStatusSource } from './store-status.port'

export interface StoreWriterOptions {
  /** How long every spindle's every second is kept, hours of the mill's clock. */
  retentionHours: number
  /** Room for the flight recorder and the moments of the mill together, as they are packed. */
  retentionBytes: number
  nowMs: () => number
  log: QueueLog
  limits?: QueueLimits
}

const HOUR_MS = 3_600_000
/** Machine metrics are a tenth of the volume of the seconds and kept for longer. */
const METRICS_KEPT_MS = 14 * 24 * HOUR_MS
/** A day of a mill of 100,800 spindles is 90 MB; what stays for ever (figures, words, breaks) is 22 MB a day in DuckDB. */
const ROLLUPS_KEPT_MS = 90 * 24 * HOUR_MS
const FORGET_EVERY_MS = 10 * 60_000
/** What is not written by then at the end waits in the spool. */
const FLUSH_WITHIN_MS = 5000

interface OpenBatch {
  metrics: MetricRow[]
  seconds: SpindleSecondRow[]
  transitions: TransitionRow[]
  rollups: FrameRollupRow[]
  series: SeriesRow[]
  moments: MomentRow[]
}

const emptyBatch = (): OpenBatch => ({
  metrics: [],
  seconds: [],
  transitions: [],
  rollups: [],
  series: [],
  moments: [],
})

/** Listens to what is kept, makes rows of it, and hands them to the store in batches. */
export class StoreWriter implements StoreStatusSource, KeptConsumer {
  private readonly queue: BatchQueue
  private readonly machines = new MachineRecorder()
  private readonly frames = new FrameRecorder()
  private readonly figures = new SeriesRecorder()
  private readonly runs = new Map<string, string>()
  private readonly offs: (() => void)[] = []
  private readonly sizes: SizeWindow
  /** Time of each mill up to which its bytes were told. */
  private readonly weighedMs = new Map<string, number>()
  behindSinceMs: number | null = null
  private open = emptyBatch()
  private isFollowing = false
  private forgotMs: number

  constructor(
    private readonly bus: Bus,
    private readonly store: HistoryStore,
    private readonly options: StoreWriterOptions,
  ) {
    this.queue = new BatchQueue(store, options.log, options.nowMs, options.limits)
    this.sizes = new SizeWindow(options.retentionBytes)
    this.forgotMs = options.nowMs()
  }

  start(): void {
    this.offs.push(
      this.listen('reading', (reading) => this.takeReading(reading)),
      this.listen('spindles', (reading) => this.takeSpindles(reading)),
      this.listen('machineOffline', (event) => {
        this.machines.machineOffline(event)
        this.frames.machineOffline(event, this.open)
      }),
      this.listen('gatewayOffline', (event) => {
        this.machines.gatewayOffline(event)
        this.frames.gatewayOffline(event, this.open)
      }),
      this.listen('kpi', (kpi) => this.takeKpi(kpi)),
      this.listen('staffing', (staffing) => this.takeStaffing(staffing)),
      this.listen('counted', (counted) => this.open.series.push(...this.figures.counted(counted))),
      this.listen('moment', (moment) => this.open.moments.push(moment)),
      this.listen('work', (work) => this.open.series.push(...this.figures.work(work))),
    )
    this.queue.run()
  }

  /** Where rows go that the store does not take. */
  set onRefused(take: (row: RefusedRow) => void) {
    this.queue.onRefused = take
  }

  /** Waits until the store has what was handed over, but not for ever. */
  async flush(): Promise<void> {
    const left = await this.queue.flush(FLUSH_WITHIN_MS)
    if (left > 0)
      this.options.log.warn({ rows: left }, 'the store was away at the end: rows are made anew at the next start')
  }

  /** Stops listening, writes what is left, and closes the store. */
  async stop(): Promise<void> {
    for (const off of this.offs.splice(0)) off()
    this.tick()
    await this.flush()
    await this.store.stop()
  }

  /** Hands over what was gathered so far. */
  tick(): void {
    this.endSecond()
    this.handOver()
  }

  get hasRoom(): boolean {
    return this.queue.hasRoom
  }

  /** While it is on, records are only followed: their rows were written before. */
  followOnly(on: boolean): void {
    if (this.isFollowing && !on) this.open = emptyBatch()
    this.isFollowing = on
  }

  endSecond(of?: GatewayRef): void {
    this.open.metrics.push(...this.machines.keyframesDue(of))
    this.open.seconds.push(...this.frames.secondsDue(of))
  }

  handOver(written?: () => void, sinceMs?: number): void {
    const batch = this.open
    this.open = emptyBatch()
    this.weigh(batch)
    this.queue.push(batch, written, sinceMs)
    this.forgetNowAndThen()
  }

  status(nowMs: number): StoreStatus {
    const health = this.store.health()
    const behindMs = this.behindSinceMs === null ? 0 : nowMs - this.behindSinceMs
    return {
      kind: health.kind,
      ok: health.ok,
      lagMs: Math.max(this.queue.lagMs(nowMs), behindMs),
      queued: this.queue.queued,
      dropped: this.queue.dropped,
      lastError: this.queue.lastError ?? health.lastError,
    }
  }

  private listen<E extends keyof BusEvents>(event: E, take: (payload: BusEvents[E]) => void): () => void {
    return this.bus.on(event, take)
  }

  private takeReading(reading: MachineReading): void {
    const row = this.machines.take(reading)
    if (row) this.open.metrics.push(row)
    this.frames.heard(reading)
  }

  private takeSpindles(reading: SpindleReading): void {
    this.machines.heard(reading)
    this.frames.take(reading, this.open)
  }

  private takeKpi(kpi: KpiNow): void {
    this.runs.set(kpi.mill, kpi.run)
    this.open.series.push(...this.figures.kpi(kpi))
  }

  private takeStaffing(staffing: StaffingNow): void {
    const run = this.runs.get(staffing.mill)
    if (run !== undefined) this.open.series.push(...this.figures.staffing(staffing, run))
  }

  /** What of a batch takes the room; one second of spindles is packed to know what all of them take. */
  private weigh({ seconds, moments }: OpenBatch): void {
    let passedMs = 0
    for (const [mill, atMs] of this.machines.millTimes()) {
      passedMs = Math.max(passedMs, atMs - (this.weighedMs.get(mill) ?? atMs))
      this.weighedMs.set(mill, atMs)
    }
    const [one] = seconds
    this.sizes.wrote(passedMs, {
      seconds: one ? seconds.length * packSecond(one.rpm, one.states).length : 0,
      moments: moments.reduce((sum, { data }) => sum + data.length, 0),
    })
  }

  /** Ages are counted on the mills' clocks: the slowest of them decides, so that none loses what it should keep. */
  private forgetNowAndThen(): void {
    const nowMs = this.options.nowMs()
    const times = [...this.machines.millTimes().values()]
    if (nowMs - this.forgotMs < FORGET_EVERY_MS || times.length === 0) return
    this.forgotMs = nowMs
    const oldestMs = Math.min(...times)
    const ages = this.sizes.ages({ seconds: this.options.retentionHours * HOUR_MS, moments: METRICS_KEPT_MS })
    this.store
      .forgetBefore({
        secondsMs: oldestMs - ages.seconds,
        metricsMs: oldestMs - METRICS_KEPT_MS,
        momentsMs: oldestMs - ages.moments,
        rollupsMs: oldestMs - ROLLUPS_KEPT_MS,
      })
      .catch((error: unknown) =>
        this.options.log.warn({ err: error }, 'old history could not be deleted; tried again later'),
      )
  }
}
