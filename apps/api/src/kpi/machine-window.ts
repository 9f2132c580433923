import { leapOf, SIGNALS } from '@wanding/contracts'
import { gainBetween, MACHINE_KINDS, type MachineKind } from '@wanding/mill'
import type { MachineReading, ScalarValue } from '../bus'
import { MinuteRing, type MinuteSpan, WINDOW_MINUTES } from './minute-ring'
import { Spells } from './spells'
import type { Doing, MachineTally } from './tally'

/** A silence up to this long says nothing; a longer one is bridged only when the gateway went on talking. */
export const CONTIGUOUS_MS = 10_000

/** Outages of one machine whose stored data may still arrive; older ones are given up. */
const GAPS_KEPT = 4

/** A time of which the machine said nothing until its birth, and the counters as they stood when it fell silent. */
interface Gap {
  fromMs: number
  toMs: number
  counters: Map<string, number>
  /** What it was doing. */
  doing: Doing
}

const kindOf = (word: string): MachineKind | undefined =>
  (MACHINE_KINDS as readonly string[]).includes(word) ? (word as MachineKind) : undefined

/**
 * One machine as its telemetry tells: the latest values, and over the last hour of mill time what its counters
 * gained and how much of that time was seen. Time that was not seen is no zero: it is not there.
 */
export class MachineWindow {
  /** What the birth said; undefined for a kind outside the catalogue. */
  readonly kind: MachineKind | undefined
  readonly kindWord: string
  readonly latest = new Map<string, ScalarValue>()
  online = true
  gateway: string
  /** Mill time of the newest live reading. */
  lastAtMs = Number.NEGATIVE_INFINITY
  /** Silence of the gateway that the newest reading belongs to; see `GatewayWindow.spell`. */
  spell = 0
  /** Mill time since when it has been offline. */
  offlineSinceMs: number | null = null
  /** Mill time of the first reading with the present reason. */
  reasonSinceMs = 0
  /** What it did over the window. */
  readonly spells = new Spells()

  /** What came about since it was last settled, in whichever minute. */
  private unsettled = { seenMs: 0, gained: new Map<string, number>() }
  private readonly counters = new Map<string, number>()
  private readonly gains = new Map<string, MinuteRing>()
  private seen = new MinuteRing()
  private gaps: Gap[] = []
  private doing: Doing = { running: false, reason: '', said: new Map() }

  constructor(
    readonly id: string,
    reading: MachineReading,
    /** Where what it does is booked for reports. */
    private readonly tally: MachineTally | null = null,
  ) {
    this.kindWord = reading.kind
    this.kind = kindOf(reading.kind)
    this.gateway = reading.gateway
    for (const { name, nature } of this.kind ? SIGNALS[this.kind] : []) {
      if (nature === 'counter') this.gains.set(name, new MinuteRing())
    }
  }

  /** A reading of the present. `spell` changes when the gateway may have lost data; see {@link CONTIGUOUS_MS}. */
  take(reading: MachineReading, spell: number): void {
    const { atMs } = reading
    if (atMs < this.lastAtMs - WINDOW_MINUTES * 60_000) this.forget()
    const contiguous =
      this.online &&
      !reading.birth &&
      Number.isFinite(this.lastAtMs) &&
      atMs >= this.lastAtMs &&
      (atMs - this.lastAtMs <= CONTIGUOUS_MS || spell === this.spell)
    if (contiguous) {
      this.see(this.lastAtMs, atMs, this.doing)
      this.count(reading.values, this.counters, this.lastAtMs, atMs, this.doing)
    } else {
      if (Number.isFinite(this.lastAtMs)) this.spells.end(this.lastAtMs)
      this.openGap(atMs)
      this.count(reading.values, this.counters)
    }
    this.doing = this.doneFrom(this.doing, reading, contiguous)
    this.note(reading)
    this.gateway = reading.gateway
    this.online = true
    this.offlineSinceMs = null
    this.lastAtMs = atMs
    this.spell = spell
  }

  /** A reading that the gateway had stored: counts into its own minutes, if they were not seen before. */
  takeHistorical(reading: MachineReading): void {
    if (this.online && reading.atMs > this.lastAtMs) {
      this.takeAhead(reading)
      return
    }
    const gap = this.gaps.find(({ fromMs, toMs }) => reading.atMs > fromMs && reading.atMs <= toMs)
    if (!gap) return
    if (gap.fromMs > Number.NEGATIVE_INFINITY) {
      this.see(gap.fromMs, reading.atMs, gap.doing)
      this.count(reading.values, gap.counters, gap.fromMs, reading.atMs, gap.doing)
    } else {
      this.count(reading.values, gap.counters)
    }
    gap.doing = this.doneFrom(gap.doing, reading, true)
    gap.fromMs = reading.atMs
  }

  goOffline(atMs: number): void {
    if (!this.online) return
    this.online = false
    this.offlineSinceMs = atMs
    this.spells.end(atMs)
  }

  /** What a counter gained in the window. */
  gained(counter: string, span: MinuteSpan): number {
    return this.gains.get(counter)?.sum(span) ?? 0
  }

  /** Milliseconds of the window that were seen, up to the last reading. */
  seenMs(span: MinuteSpan): number {
    return this.seen.sum(span)
  }

  /** Hands over what the counters gained, and the time seen for it, since the last time; late data is in the next one. */
  settle(): { seenMs: number; gained: ReadonlyMap<string, number> } {
    const settled = this.unsettled
    this.unsettled = { seenMs: 0, gained: new Map() }
    return settled
  }

  number(name: string): number | null {
    const value = this.latest.get(name)
    return typeof value === 'number' && Number.isFinite(value) ? value : null
  }

  text(name: string): string | null {
    const value = this.latest.get(name)
    return typeof value === 'string' && value !== '' ? value : null
  }

  /** Without `fromMs` the values are a new baseline; with it, what they gained belongs to that time. */
  private count(
    values: MachineReading['values'],
    counters: Map<string, number>,
    fromMs = Number.NaN,
    toMs = Number.NaN,
    doing = this.doing,
  ): void {
    for (const [name, value] of values) {
      const ring = this.gains.get(name)
      if (!ring) continue
      if (typeof value !== 'number' || !Number.isFinite(value)) {
        counters.delete(name)
        continue
      }
      const before = counters.get(name)
      counters.set(name, value)
      if (before === undefined || !(fromMs <= toMs)) continue
      const gain = gainBetween(before, value, toMs - fromMs, leapOf(this.kindWord, name))
      if (!gain) continue
      ring.add(fromMs, toMs, gain)
      this.tally?.gained(name, fromMs, toMs, gain, doing)
      const { gained } = this.unsettled
      gained.set(name, (gained.get(name) ?? 0) + gain)
    }
  }

  private see(fromMs: number, toMs: number, doing: Doing): void {
    this.tally?.seen(fromMs, toMs, doing)
    this.seen.add(fromMs, toMs, toMs - fromMs)
    this.unsettled.seenMs += toMs - fromMs
  }

  private note(reading: MachineReading): void {
    const before = this.latest.get('machine/reason')
    // A birth is the full set: what it does not name, the machine no longer has.
    if (reading.birth) this.latest.clear()
    for (const [name, value] of reading.values) this.latest.set(name, value)
    if (this.latest.get('machine/reason') !== before || this.reasonSinceMs === 0) this.reasonSinceMs = reading.atMs
    const state = this.text('machine/state')
    if (state === null) return
    const reason = this.text('machine/reason') ?? ''
    this.spells.note(reading.atMs, state === 'Executing', reason, reading.atMs - WINDOW_MINUTES * 60_000)
  }

  /** Stored data of a stall that ended without a birth: the present has not got there yet. */
  private takeAhead(reading: MachineReading): void {
    const { atMs } = reading
    if (atMs - this.lastAtMs <= CONTIGUOUS_MS) {
      this.see(this.lastAtMs, atMs, this.doing)
      this.count(reading.values, this.counters, this.lastAtMs, atMs)
    } else {
      this.openGap(atMs)
      this.count(reading.values, this.counters)
    }
    this.doing = this.doneFrom(this.doing, reading, true)
    this.lastAtMs = atMs
  }

  /** What it does from this reading on; a stop that is seen to begin is booked. */
  private doneFrom(before: Doing, reading: MachineReading, seen: boolean): Doing {
    const said = withWords(before.said, reading)
    const running = said.get('machine/state') === 'Executing'
    const reason = String(said.get('machine/reason') ?? '')
    if (seen && !running && (before.running || before.reason !== reason)) this.tally?.stopped(reading.atMs, reason)
    return { running, reason, said }
  }

  /** From here the counters start on a new baseline; what they were is kept for data that may come later. */
  private openGap(untilMs: number): void {
    if (untilMs > this.lastAtMs) {
      this.gaps.push({ fromMs: this.lastAtMs, toMs: untilMs, counters: new Map(this.counters), doing: this.doing })
      if (this.gaps.length > GAPS_KEPT) this.gaps.shift()
    }
    this.counters.clear()
  }

  /** The machine's clock went back by more than the window: what was kept lies in its future. */
  private forget(): void {
    this.lastAtMs = Number.NEGATIVE_INFINITY
    this.counters.clear()
    for (const name of this.gains.keys()) this.gains.set(name, new MinuteRing())
    this.seen = new MinuteRing()
    this.spells.clear()
    this.gaps = []
  }
}

/** Words and weights of time; gauges that only the present needs are left out, a frame says forty of them each second. */
const KEPT_WORDS = [
  'machine/state',
  'machine/reason',
  'frame/spindles',
  'frame/zone',
  'spin/count',
  'sliver/countDeviation',
] as const

function withWords(before: Doing['said'], { birth, values }: MachineReading): Doing['said'] {
  if (!birth && !KEPT_WORDS.some((name) => values.has(name))) return before
  const said = new Map(birth ? [] : before)
  for (const name of KEPT_WORDS) if (values.has(name)) said.set(name, values.get(name) ?? null)
  return said
}
