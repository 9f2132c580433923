import type { Bus, BusEvents } from '../bus'
import type { Spool } from './spool'

/** Figures are kept each ten seconds of mill time; what comes between need not be spooled. */
const FIGURES_MS = 10_000
const DERIVED = ['staffing', 'counted', 'moment', 'work'] as const

/** Puts what other modules derive from telemetry into the spool, beside the telemetry, so that it is stored in the same order. */
export class DerivedFeed {
  private readonly offs: (() => void)[] = []
  /** The run and the ten seconds of each mill's last figures that were kept. */
  private readonly slots = new Map<string, string>()

  constructor(
    private readonly bus: Bus,
    private readonly spool: Pick<Spool, 'append'>,
    private readonly nowMs: () => number,
  ) {}

  start(): void {
    for (const name of DERIVED) {
      this.offs.push(this.bus.on(name, (value) => this.append(name, value)))
    }
    this.offs.push(
      this.bus.on('kpi', (kpi) => {
        const slot = `${kpi.run}/${Math.floor(kpi.atMs / FIGURES_MS)}`
        if (this.slots.get(kpi.mill) === slot) return
        this.slots.set(kpi.mill, slot)
        this.append('kpi', kpi)
      }),
    )
  }

  stop(): void {
    for (const off of this.offs.splice(0)) off()
  }

  private append<K extends (typeof DERIVED)[number] | 'kpi'>(name: K, value: BusEvents[K]): void {
    this.spool.append({ receivedMs: this.nowMs(), events: [{ name, value } as never] })
  }
}
