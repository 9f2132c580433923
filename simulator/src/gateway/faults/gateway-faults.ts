import { FAULTS, type FaultKind, type MillPlan } from '@wanding/mill'
import {
  anyPlace,
  type CommandResult,
  type FaultEvent,
  type InjectCommand,
  type ListedFault,
  placeId,
  placeOf,
  type RespondCommand,
} from '../../engine'
import { DAY_MS, faultsOfDay, GATEWAY_FAULT_KINDS, type GatewayFault, longestDays } from './fault-days'
import type { KeptFaults, ShortenedFault } from './kept-faults'

const MINUTE_MS = 60_000
/** Orders that are kept at the same time. */
const MOST_ORDERED = 1000
/** A counter that has leapt stays ahead: leaps of this many days count. */
const LEAP_DAYS = 3 * 365

/** Faults of sensors, gateways and the network of a mill: they change what is published, and nothing else. */
export class GatewayFaults {
  private readonly days = new Map<string, GatewayFault[]>()
  private ordered: GatewayFault[]
  private shortened: ShortenedFault[]
  private day = Number.NaN
  private ofDay: GatewayFault[] = []
  private leaps: GatewayFault[] = []
  private current = new Map<string, GatewayFault>()
  /** What sensors saw last, by zone and signal. */
  private readonly seen: Map<string, number>

  constructor(
    private readonly plan: MillPlan,
    private readonly seed: number,
    kept: KeptFaults = { ordered: [], shortened: [], seen: {} },
  ) {
    this.ordered = [...kept.ordered]
    this.shortened = [...kept.shortened]
    this.seen = new Map(Object.entries(kept.seen))
  }

  /** What a restart cannot compute again. */
  kept(): KeptFaults {
    const { ordered, shortened, seen } = this
    return { ordered, shortened, seen: Object.fromEntries(seen) }
  }

  /** Brings the faults to a moment of the mill's clock, and tells which have begun and ended since the last. */
  tick(nowMs: number): FaultEvent[] {
    const first = Number.isNaN(this.day)
    const day = Math.floor(nowMs / DAY_MS)
    if (day !== this.day) {
      this.day = day
      this.shortened = this.shortened.filter(({ kind, onsetMs }) => onsetMs >= (day - longestDays(kind) - 1) * DAY_MS)
      this.leaps = this.since('counter-jump', LEAP_DAYS)
      this.ofDay = GATEWAY_FAULT_KINDS.flatMap((kind) => this.since(kind, longestDays(kind))).filter(
        ({ endMs }) => endMs > day * DAY_MS,
      )
    }
    this.ordered = this.ordered.filter(({ kind, endMs }) => kind === 'counter-jump' || endMs > nowMs)
    const before = this.current
    this.current = new Map()
    for (const fault of [...this.ofDay, ...this.ordered]) {
      if (fault.onsetMs <= nowMs && nowMs < fault.endMs) this.current.set(keyOf(fault.kind, fault.place), fault)
    }
    if (first) return []
    return [
      ...[...before].filter(([key]) => !this.current.has(key)).map(([, fault]) => this.event(fault, 'cured', nowMs)),
      ...[...this.current].filter(([key]) => !before.has(key)).map(([, fault]) => this.event(fault, 'onset', nowMs)),
    ]
  }

  /** The fault of a kind at a place as of the last tick. */
  at(kind: FaultKind, place: number): GatewayFault | undefined {
    return this.current.get(keyOf(kind, place))
  }

  /** All places with a fault of a kind as of the last tick. */
  placesWith(kind: FaultKind): GatewayFault[] {
    return [...this.current.values()].filter((fault) => fault.kind === kind)
  }

  /** Hours of production by which the counters of a frame have leapt ahead; never less than before. */
  leapHours(frame: number, nowMs: number): number {
    const leaps = [...this.leaps, ...this.ordered.filter(({ kind }) => kind === 'counter-jump')]
    return leaps.reduce((sum, leap) => sum + (leap.place === frame && leap.onsetMs <= nowMs ? leap.severity : 0), 0)
  }

  inject(command: InjectCommand, atMs: number): CommandResult {
    const { fault, severity, minutes, rampMinutes, selfCure } = command
    const spec = FAULTS[fault]
    const place = placeOf(this.plan, spec.place, command.place)
    if (!place) return refuse('unknown-place', `${fault} needs a ${spec.place}; this mill has no ${command.place}`)
    const full = severity ?? (spec.severity.usual[0] + spec.severity.usual[1]) / 2
    if (!(full > 0 && full <= spec.severity.most))
      return refuse('bad-severity', `the severity of ${fault} must be above 0 and at most ${spec.severity.most}`)
    if (this.at(fault, place.index)) return refuse('already-there', `${command.place} has a ${fault} already`)
    if (this.ordered.length >= MOST_ORDERED) return refuse('full', `${this.ordered.length} faults were ordered already`)
    const usual = 'minutes' in spec.cure ? (spec.cure.minutes[0] + spec.cure.minutes[1]) / 2 : Number.POSITIVE_INFINITY
    const lasts = minutes ?? (selfCure === false ? Number.POSITIVE_INFINITY : usual)
    this.ordered.push({
      kind: fault,
      place: place.index,
      severity: full,
      rampMs: (rampMinutes ?? spec.rampMinutes) * MINUTE_MS,
      onsetMs: atMs,
      endMs: atMs + lasts * MINUTE_MS,
      by: 'command',
    })
    return { ok: true, place: placeId(this.plan, place) }
  }

  /** Ends what a response is right for at its place; tells what that is. */
  respond({ response, place: text }: RespondCommand, atMs: number): FaultKind[] {
    const place = anyPlace(this.plan, text)
    const found = [...this.current.values()].filter(({ kind, place: index }) => {
      const spec = FAULTS[kind]
      return spec.place === place?.kind && index === place.index && spec.response.right.includes(response)
    })
    for (const fault of found) {
      const endMs = atMs + FAULTS[fault.kind].response.minutes * MINUTE_MS
      if (fault.endMs <= endMs) continue
      fault.endMs = endMs
      if (fault.by === 'itself') this.noteShortened(fault)
    }
    return found.map(({ kind }) => kind)
  }

  list(): ListedFault[] {
    return [...this.current.values()].map((fault) => ({
      fault: fault.kind,
      place: this.placeOf(fault),
      severity: fault.severity,
      onsetMs: fault.onsetMs,
      cureMs: fault.endMs < Number.POSITIVE_INFINITY ? fault.endMs : null,
      active: true,
      by: fault.by,
    }))
  }

  /** What a sensor of a zone shows: what it sees, or what it saw last when it is frozen. */
  shown(zone: number, signal: string, see: () => number | undefined): number | undefined {
    const key = `${zone}/${signal}`
    if (this.at('frozen-sensor', zone) && this.seen.has(key)) return this.seen.get(key)
    const value = see()
    if (value === undefined) this.seen.delete(key)
    else this.seen.set(key, value)
    return value
  }

  private noteShortened({ kind, place, onsetMs, endMs }: GatewayFault): void {
    this.shortened = this.shortened.filter((known) => !isSame(known, { kind, place, onsetMs }))
    this.shortened.push({ kind, place, onsetMs, endMs })
  }

  /** Faults of a kind that began in the last so many days, today included. */
  private since(kind: FaultKind, days: number): GatewayFault[] {
    return Array.from({ length: days + 1 }, (_, back) => this.dayOf(kind, this.day - back)).flat()
  }

  private dayOf(kind: FaultKind, day: number): GatewayFault[] {
    const key = `${kind}/${day}`
    const known = this.days.get(key)
    if (known) return known
    const faults = faultsOfDay(this.plan, this.seed, kind, day)
    for (const fault of faults) fault.endMs = this.shortened.find((cured) => isSame(cured, fault))?.endMs ?? fault.endMs
    this.days.set(key, faults)
    return faults
  }

  private event(fault: GatewayFault, phase: 'onset' | 'cured', atMs: number): FaultEvent {
    const { kind, severity, by } = fault
    return { kind: 'fault', atMs, fault: kind, place: this.placeOf(fault), severity, phase, by }
  }

  private placeOf = ({ kind, place }: GatewayFault): string =>
    placeId(this.plan, { kind: FAULTS[kind].place, index: place })
}

type Identity = Pick<GatewayFault, 'kind' | 'place' | 'onsetMs'>
const isSame = (a: Identity, b: Identity): boolean =>
  a.kind === b.kind && a.place === b.place && a.onsetMs === b.onsetMs
const keyOf = (kind: FaultKind, place: number): string => `${kind}/${place}`
const refuse = (reason: Extract<CommandResult, { ok: false }>['reason'], message: string): CommandResult => ({
  ok: false,
  reason,
  message,
})

/** How far a fault has come, in the unit of its kind. */
export function severityOf({ severity, rampMs, onsetMs }: GatewayFault, nowMs: number): number {
  const since = nowMs - onsetMs
  return since >= rampMs ? severity : (severity * since) / rampMs
}
