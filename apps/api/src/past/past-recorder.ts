import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import { Bus } from '../bus'
import { CLOCK, type Clock } from '../clock'
import { Heartbeat, type Turns } from '../heartbeat'
import { FRAME_RATES, type FrameRates, MACHINE_TIMES, type MachineTimesSource } from '../kpi'
import { TwinService } from '../twin'
import { MillRecorder } from './mill-recorder'

/** The gateways of a mill speak together once a second; by this long after the first word all have spoken. */
const BURST_MS = 200
/** A mill from which nothing comes grows stale: that is seen, too. */
const QUIET_MS = 1000

/** Records every mill: after each burst of its telemetry, and each second in which none has come. */
@Injectable()
export class PastRecorder implements OnModuleInit, OnApplicationShutdown {
  private readonly recorders = new Map<string, MillRecorder>()
  private readonly recordedMs = new Map<string, number>()
  /** Mills that have begun to speak; each is recorded when it has spoken. */
  private readonly bursts = new Map<string, NodeJS.Timeout>()
  private readonly offs: (() => void)[] = []
  private readonly heartbeat = new Heartbeat(QUIET_MS, () => this.recordQuiet())

  constructor(
    private readonly bus: Bus,
    private readonly twins: TwinService,
    @Inject(FRAME_RATES) private readonly rates: FrameRates,
    @Inject(MACHINE_TIMES) private readonly times: MachineTimesSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const note = ({ mill }: { mill: string }) => this.note(mill)
    this.offs.push(
      this.bus.on('reading', note),
      this.bus.on('spindles', (reading) => {
        this.recorderOf(reading.mill)?.spindles(reading)
        this.note(reading.mill)
      }),
      this.bus.on('gatewayOnline', note),
      this.bus.on('gatewayOffline', note),
      this.bus.on('machineOffline', note),
      this.bus.on('kpi', (kpi) => {
        for (const moment of this.recorderOf(kpi.mill)?.figures(kpi) ?? []) this.bus.emit('moment', moment)
      }),
    )
    this.heartbeat.start()
  }

  /** What has not been recorded yet still is; the store writes what it got until its own end. */
  onApplicationShutdown(): void {
    for (const off of this.offs.splice(0)) off()
    this.heartbeat.stop()
    for (const burst of this.bursts.values()) clearTimeout(burst)
    this.bursts.clear()
  }

  private note(mill: string): void {
    if (this.bursts.has(mill)) return
    const burst = setTimeout(() => {
      this.bursts.delete(mill)
      this.record(mill)
    }, BURST_MS)
    this.bursts.set(mill, burst)
  }

  private *recordQuiet(): Turns {
    for (const mill of this.twins.mills()) {
      const quietMs = this.clock.nowMs() - (this.recordedMs.get(mill) ?? 0)
      if (this.bursts.has(mill) || quietMs < QUIET_MS) continue
      this.record(mill)
      yield
    }
  }

  private record(mill: string): void {
    const nowMs = this.clock.nowMs()
    this.recordedMs.set(mill, nowMs)
    for (const moment of this.recorderOf(mill)?.record(nowMs) ?? []) this.bus.emit('moment', moment)
  }

  private recorderOf(mill: string): MillRecorder | undefined {
    const known = this.recorders.get(mill)
    const twin = this.twins.mill(mill)
    if (known || !twin) return known
    const recorder = new MillRecorder(twin, {
      rateOf: (id, machine) => this.rates.breaksPer1000SpindleHours(id, machine),
      sinceOf: (id, machine) => this.times.sinceMs(id, machine),
    })
    this.recorders.set(mill, recorder)
    return recorder
  }
}
