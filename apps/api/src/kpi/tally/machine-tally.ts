import type { ScalarValue } from '../../bus'
import type { SlotSums } from './slot-sums'
import { TALLIED, TALLIED_GAUGES } from './tallied-counters'

const HOUR_MS = 3_600_000

/** What a machine is doing, as it said last. */
export interface Doing {
  running: boolean
  reason: string
  /** Readings that weigh time: spindles installed, count deviation. */
  said: ReadonlyMap<string, ScalarValue>
}

/** Books what one machine gained and did into the slots of its mill; the same for the groups that the machine is in. */
export class MachineTally {
  private readonly names: SumNames
  /** Names in the groups that it was in last. */
  private readonly groups = new Map<string, { value: ScalarValue; names: SumNames }>()

  constructor(
    private readonly sums: SlotSums,
    private readonly machine: string,
    private readonly kind: string,
    /** Grams per spindle-hour at set speed and twist, as the mill says it now. */
    private readonly fullGrams: () => number | null,
  ) {
    this.names = new SumNames(machine)
  }

  /** A counter's gain, and what it takes of planned time. */
  gained(counter: string, fromMs: number, toMs: number, amount: number, doing: Doing): void {
    const quantity = TALLIED[counter]
    if (quantity === undefined) return
    this.book(quantity, fromMs, toMs, amount, doing)
    const full = this.fullGrams()
    if (quantity === 'kg' && this.kind === 'ring-frame' && full !== null && full > 0)
      this.book('plannedRunHours', fromMs, toMs, (amount * 1000) / full, doing)
  }

  /** Time in which the machine was seen doing something. */
  seen(fromMs: number, toMs: number, doing: Doing): void {
    const hours = (toMs - fromMs) / HOUR_MS
    if (!(hours > 0)) return
    this.book('hours', fromMs, toMs, hours, doing)
    if (doing.running) this.book('runningHours', fromMs, toMs, hours, doing)
    else if (doing.reason !== '') this.sums.add(`${this.machine}/stop:${doing.reason}`, fromMs, toMs, hours)
    for (const [signal, quantity] of GAUGES) {
      const value = doing.said.get(signal)
      if (typeof value !== 'number' || !doing.running) continue
      this.own(quantity, fromMs, toMs, Math.abs(value) * hours)
      this.own(`${quantity}Hours`, fromMs, toMs, hours)
    }
    const spindles = doing.said.get('frame/spindles')
    if (this.kind !== 'ring-frame' || typeof spindles !== 'number') return
    this.book('spindleHours', fromMs, toMs, hours * spindles, doing)
    const full = this.fullGrams()
    if (full !== null) this.book('fullKg', fromMs, toMs, (full * spindles * hours) / 1000, doing)
  }

  /** A stop begins. */
  stopped(atMs: number, reason: string): void {
    if (reason !== '') this.sums.add(`${this.machine}/stops:${reason}`, atMs, atMs, 1)
  }

  private own(quantity: string, fromMs: number, toMs: number, amount: number): void {
    this.sums.add(this.names.of(quantity), fromMs, toMs, amount)
  }

  private book(quantity: string, fromMs: number, toMs: number, amount: number, doing: Doing): void {
    this.own(quantity, fromMs, toMs, amount)
    if (this.kind !== 'ring-frame') return
    for (const [signal, group] of GROUPS) {
      const value = doing.said.get(signal)
      if (value === undefined || value === null || value === '') continue
      let known = this.groups.get(group)
      if (known?.value !== value) {
        known = { value, names: new SumNames(`${group}:${String(value).replaceAll('/', '_')}`) }
        this.groups.set(group, known)
      }
      this.sums.add(known.names.of(quantity), fromMs, toMs, amount)
    }
  }
}

/** What the sums of a machine or group are called: the same few quantities of thousands of machines are booked each second. */
class SumNames {
  private readonly names = new Map<string, string>()

  constructor(private readonly owner: string) {}

  of(quantity: string): string {
    let name = this.names.get(quantity)
    if (name === undefined) {
      name = `${this.owner}/${quantity}`
      this.names.set(quantity, name)
    }
    return name
  }
}

const GAUGES = Object.entries(TALLIED_GAUGES)

/** Ring frames are reported by these words of theirs, too: by the count they spun and the zone they stand in. */
const GROUPS = [
  ['spin/count', 'count'],
  ['frame/zone', 'zone'],
] as const
