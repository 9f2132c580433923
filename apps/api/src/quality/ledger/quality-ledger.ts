import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import { Bus, type MachineReading } from '../../bus'
import { HISTORY_STORE, type HistoryStore } from '../../store'
import { MillLedger } from './mill-ledger'
import { restoreLedger } from './stored-buckets'

/** A broker can carry any number of foreign groups; beyond this they are not mills of ours. */
const MAX_MILLS = 64

interface Kept {
  ledger: MillLedger
  restored: Promise<void> | undefined
}

/** Keeps what the frames of every mill counted over the last day, in memory and, stretch by stretch, in the store. */
@Injectable()
export class QualityLedger implements OnModuleInit, OnApplicationShutdown {
  private readonly mills = new Map<string, Kept>()
  private readonly offs: (() => void)[] = []

  constructor(
    private readonly bus: Bus,
    @Inject(HISTORY_STORE) private readonly store: HistoryStore,
  ) {}

  onModuleInit(): void {
    this.offs.push(
      this.bus.on('reading', (reading) => this.take(reading)),
      this.bus.on('machineOffline', ({ mill, machine }) => this.mills.get(mill)?.ledger.frames.get(machine)?.lost()),
      this.bus.on('broker', ({ connected }) => {
        if (connected) return
        for (const { ledger } of this.mills.values()) for (const frame of ledger.frames.values()) frame.lost()
      }),
    )
  }

  onApplicationShutdown(): void {
    for (const off of this.offs.splice(0)) off()
  }

  /** The counts of a mill, those before this backend was started included; undefined before a frame was heard. */
  async of(mill: string, nowMs: number): Promise<MillLedger | undefined> {
    const kept = this.mills.get(mill)
    if (!kept || kept.ledger.frames.size === 0) return undefined
    // What fails is tried again when somebody asks the next time.
    kept.restored ??= restoreLedger(this.store, mill, kept.ledger, nowMs).catch((error: unknown) => {
      kept.restored = undefined
      throw error
    })
    await kept.restored
    return kept.ledger
  }

  private take(reading: MachineReading): void {
    if (reading.historical || (reading.kind !== 'ring-frame' && reading.kind !== 'crew')) return
    const ledger = this.ledgerOf(reading)
    if (!ledger) return
    for (const [atMs, values] of ledger.settle(reading.atMs) ?? []) {
      this.bus.emit('work', { mill: reading.mill, run: reading.run, atMs, values })
    }
    ledger.take(reading)
  }

  private ledgerOf({ mill, run }: MachineReading): MillLedger | undefined {
    const known = this.mills.get(mill)
    if (known?.ledger.run === run) return known.ledger
    if (!known && this.mills.size >= MAX_MILLS) return undefined
    const ledger = new MillLedger(run)
    this.mills.set(mill, { ledger, restored: undefined })
    return ledger
  }
}
