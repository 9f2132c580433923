import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common'
import type { DepartmentsNow, KpiNow, StaffingNow } from '@wanding/contracts'
import { type AttentionNow, Bus } from '../bus'
import { CLOCK, type Clock } from '../clock'
import { atOnce, Heartbeat, type Turns } from '../heartbeat'
import { departmentsOf, runningPercentOf } from './departments'
import type { FrameRates } from './frame-rates.port'
import { kpiNowOf } from './kpi-now'
import type { MachineTimesSource } from './machine-times.port'
import type { MeasuredEventsSource, MeasuredMill } from './measured-events.port'
import { measuredMill } from './measured-mill'
import { MillWindow } from './mill-window'
import type { MillWindows } from './mill-windows.port'
import type { ReportSums } from './report-sums.port'
import { MillTally } from './tally'
import { WorkLedger } from './work-ledger'

/** A broker can carry any number of foreign groups; beyond this they are not mills of ours. */
const MAX_MILLS = 64
const PERIOD_MS = 1000

/** Running time that a frame's break rate needs, as hours of all its spindles: five minutes. */
const LEAST_FRAME_HOURS = 5 / 60

interface MillRecord {
  window: MillWindow
  ledger: WorkLedger
  tally: MillTally
  /** Run that staffing and attention belong to. */
  run: string
  staffing: StaffingNow | null
  attention: AttentionNow | null
}

/** Keeps the measuring window of every mill and says its figures once a second, whether anything arrives or not. */
@Injectable()
export class KpiService
  implements
    MeasuredEventsSource,
    FrameRates,
    MachineTimesSource,
    MillWindows,
    ReportSums,
    OnModuleInit,
    BeforeApplicationShutdown,
    OnApplicationShutdown
{
  private readonly records = new Map<string, MillRecord>()
  private readonly offs: (() => void)[] = []
  private readonly heartbeat: Heartbeat

  constructor(
    private readonly bus: Bus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.heartbeat = new Heartbeat(PERIOD_MS, () => this.turns())
  }

  onModuleInit(): void {
    this.offs.push(
      this.bus.on('reading', (reading) => this.recordOf(reading)?.window.take(reading)),
      this.bus.on('spindles', (reading) => this.records.get(reading.mill)?.window.heard(reading)),
      this.bus.on('gatewayOnline', (event) => this.recordOf(event)?.window.gatewayOnline(event)),
      this.bus.on('gatewayAlive', (event) => this.records.get(event.mill)?.window.gatewayAlive(event)),
      this.bus.on('gatewayOffline', (event) => this.records.get(event.mill)?.window.gatewayOffline(event)),
      this.bus.on('machineOffline', (event) => this.records.get(event.mill)?.window.machineOffline(event)),
      this.bus.on('broker', ({ connected }) => {
        if (!connected) for (const { window } of this.records.values()) window.connectionLost()
      }),
      this.bus.on('staffing', (staffing) => this.takeStaffing(staffing)),
      this.bus.on('attention', (attention) => this.takeAttention(attention)),
    )
    this.heartbeat.start()
  }

  /** Before the store ends: what was counted is handed over. */
  beforeApplicationShutdown(): void {
    for (const { window, tally } of this.records.values()) {
      const counted = tally.handOver(window.id, window.run)
      if (counted) this.bus.emit('counted', counted)
    }
  }

  onApplicationShutdown(): void {
    this.heartbeat.stop()
    for (const off of this.offs.splice(0)) off()
  }

  mills(): string[] {
    return [...this.records.values()].filter(({ window }) => window.machines.size > 0).map(({ window }) => window.id)
  }

  /** The figures of a mill at this moment; undefined before it has a machine. */
  now(mill: string): KpiNow | undefined {
    const record = this.records.get(mill)
    if (!record || record.window.machines.size === 0) return undefined
    const { window } = record
    if (window.run !== record.run) {
      record.run = window.run
      record.staffing = null
      record.attention = null
    }
    return kpiNowOf(window, record.staffing, record.attention, this.clock.nowMs())
  }

  windowOf(mill: string): MillWindow | undefined {
    return this.records.get(mill)?.window
  }

  measured(mill: string): MeasuredMill | undefined {
    const window = this.records.get(mill)?.window
    return window && window.machines.size > 0 ? measuredMill(window) : undefined
  }

  crewMachine(mill: string): string | undefined {
    return this.records.get(mill)?.window.one('crew')?.id
  }

  breaksPer1000SpindleHours(mill: string, machine: string): number | null {
    const window = this.records.get(mill)?.window
    const frame = window?.machines.get(machine)
    if (!window || !frame) return null
    const span = window.span()
    const hours = frame.gained('spindles/runHours', span)
    const least = LEAST_FRAME_HOURS * (frame.number('frame/spindles') ?? Number.POSITIVE_INFINITY)
    return hours > 0 && hours >= least ? (1000 * frame.gained('breaks/running', span)) / hours : null
  }

  /** Every department over the last hour; undefined before the mill has a machine. */
  departments(mill: string): DepartmentsNow | undefined {
    const window = this.records.get(mill)?.window
    return window && window.machines.size > 0 ? departmentsOf(window) : undefined
  }

  times(mill: string, machine: string): ReturnType<MachineTimesSource['times']> {
    const window = this.records.get(mill)?.window
    const known = window?.machines.get(machine)
    if (!window || !known) return { sinceMs: null, runningPercent: null }
    return { sinceMs: this.sinceMs(mill, machine), runningPercent: runningPercentOf(window.spellTotals(known)) }
  }

  sinceMs(mill: string, machine: string): number | null {
    const known = this.records.get(mill)?.window.machines.get(machine)
    if (!known) return null
    return known.online ? known.reasonSinceMs || null : known.offlineSinceMs
  }

  /** Says the figures of every mill. */
  announce(): void {
    atOnce(this.turns())
  }

  private *turns(): Turns {
    for (const mill of this.mills()) {
      this.bus.emit('kpi', this.now(mill)!)
      const { ledger, window, tally } = this.records.get(mill)!
      const entry = ledger.entry(window)
      if (entry) this.bus.emit('work', entry)
      const counted = tally.due(mill, window.run, window.nowMs())
      if (counted) this.bus.emit('counted', counted)
      yield
    }
  }

  pending(mill: string, range: { fromMs: number; toMs: number }): ReadonlyMap<string, number> {
    return this.records.get(mill)?.tally.sums.pending(range.fromMs, range.toMs) ?? new Map()
  }

  private takeStaffing(staffing: StaffingNow): void {
    const record = this.records.get(staffing.mill)
    if (record) record.staffing = staffing
  }

  private takeAttention(attention: AttentionNow): void {
    const record = this.records.get(attention.mill)
    if (record?.window.run === attention.run) record.attention = attention
  }

  private recordOf({ mill, run }: { mill: string; run: string }): MillRecord | undefined {
    const known = this.records.get(mill)
    if (known) return known
    if (this.records.size >= MAX_MILLS) return undefined
    const tally = new MillTally(this.clock.nowMs())
    const window = new MillWindow(mill, run, tally)
    const record = { window, ledger: new WorkLedger(), tally, run, staffing: null, attention: null }
    this.records.set(mill, record)
    return record
  }
}
