import type { MachineKind } from '@wanding/mill'
import type { GatewayEvent, MachineOffline, MachineReading, SpindleReading } from '../bus'
import { GATEWAY_STALE_MS } from '../twin'
import { MachineWindow } from './machine-window'
import { type MinuteSpan, WINDOW_MINUTES, windowAt } from './minute-ring'
import type { SpellTotals } from './spells'
import type { MillTally } from './tally'

/** Real time after which a gateway's silence may have cost data although nobody reported its death. */
const LOSSLESS_SILENCE_MS = 60_000

/** Real time in which a run that was replaced cannot take over again; late messages of it are still on their way. */
const RETIRED_RUN_MS = 60_000

const HOUR_MS = 3_600_000

export interface GatewayWindow {
  id: string
  online: boolean
  /** Mill time since when it has been offline; null while it is online. */
  offlineSinceMs: number | null
  /** Mill time of its newest live message. */
  lastAtMs: number
  lastReceivedMs: number
  /** It says that its journal takes nothing: machines are not read. */
  journalBlocked: boolean
  /** Number of the present spell without loss; a new one begins when data may have been lost unnoticed. */
  spell: number
}

/** A mill as its telemetry tells: gateways and machines of the present run, over the last hour of mill time. */
export class MillWindow {
  readonly gateways = new Map<string, GatewayWindow>()
  readonly machines = new Map<string, MachineWindow>()
  run: string
  /** Built when it is asked for; births come by the hundred. */
  private byKind: Map<MachineKind | undefined, MachineWindow[]> | null = null
  /** Found when it is asked for, which each figure of each machine does. */
  private clockMs: number | null = null
  private retired: { run: string; untilMs: number } | null = null

  constructor(
    readonly id: string,
    run: string,
    private readonly tally: MillTally | null = null,
  ) {
    this.run = run
  }

  take(reading: MachineReading): void {
    if (reading.historical) {
      if (reading.run === this.run) this.machines.get(reading.machine)?.takeHistorical(reading)
      return
    }
    if (reading.birth) this.follow(reading.run, reading.receivedMs)
    if (reading.run !== this.run) return
    const gateway = this.hear(reading.gateway, reading.atMs, reading.receivedMs)
    let machine = this.machines.get(reading.machine)
    // A machine that was born again as another kind is another machine.
    if (!machine || (reading.birth && machine.kindWord !== reading.kind)) {
      machine = new MachineWindow(reading.machine, reading, this.tally?.machine(reading.machine, reading.kind) ?? null)
      this.machines.set(reading.machine, machine)
      this.byKind = null
    }
    machine.take(reading, gateway.spell)
    if (this.tally && machine.kind === 'mill') this.tally.fullGrams = machine.number('mill/fullProduction')
  }

  /** Any live message that carries no scalar: its gateway talks. */
  heard(message: SpindleReading): void {
    if (message.historical || message.run !== this.run || !this.gateways.get(message.gateway)?.online) return
    this.hear(message.gateway, message.atMs, message.receivedMs)
  }

  gatewayAlive(event: GatewayEvent): void {
    if (event.run === this.run && this.gateways.get(event.gateway)?.online) this.hearGateway(event)
  }

  gatewayOnline(event: GatewayEvent): void {
    this.follow(event.run, event.receivedMs)
    if (event.run === this.run) this.hearGateway(event)
  }

  private hearGateway({ gateway: id, atMs, receivedMs, journalBlocked }: GatewayEvent): void {
    const gateway = this.hear(id, atMs, receivedMs)
    gateway.journalBlocked = journalBlocked ?? gateway.journalBlocked
  }

  gatewayOffline(event: GatewayEvent): void {
    const gateway = this.gateways.get(event.gateway)
    if (!gateway?.online || event.run !== this.run) return
    // A death is written by the broker and may carry the time of its birth: what was heard last is nearer.
    const atMs = Math.max(event.atMs, gateway.lastAtMs)
    gateway.online = false
    gateway.offlineSinceMs = atMs
    this.clockMs = null
    for (const machine of this.machines.values()) if (machine.gateway === gateway.id) machine.goOffline(atMs)
  }

  machineOffline(event: MachineOffline): void {
    const machine = this.machines.get(event.machine)
    if (machine?.gateway === event.gateway) machine.goOffline(Math.max(event.atMs, machine.lastAtMs))
  }

  /** We lost the broker: what the gateways say meanwhile does not reach us. */
  connectionLost(): void {
    for (const gateway of this.gateways.values()) gateway.spell += 1
  }

  /**
   * The mill's clock: the middle one of its gateways' newest times, so that one gateway with a wrong clock does not move the
   * whole mill. Zero before anything was heard.
   */
  nowMs(): number {
    this.clockMs ??= this.middleMs()
    return this.clockMs
  }

  private middleMs(): number {
    const all = [...this.gateways.values()]
    const online = all.filter((gateway) => gateway.online)
    const times = (online.length > 0 ? online : all).map((gateway) => gateway.lastAtMs).sort((a, b) => a - b)
    return times[Math.floor(times.length / 2)] ?? 0
  }

  /** Real time of the newest message. */
  lastReceivedMs(): number {
    return Math.max(0, ...[...this.gateways.values()].map((gateway) => gateway.lastReceivedMs))
  }

  span(): MinuteSpan {
    return windowAt(this.nowMs())
  }

  /** Machines of a kind in the order of their ids. */
  of(kind: MachineKind): readonly MachineWindow[] {
    this.byKind ??= grouped(this.machines.values())
    return this.byKind.get(kind) ?? []
  }

  /** The one machine of a kind that a mill has once: the mill itself, the crew. */
  one(kind: MachineKind): MachineWindow | undefined {
    return this.of(kind)[0]
  }

  isStale(gateway: GatewayWindow, nowMs: number): boolean {
    return gateway.online && !this.frozen() && nowMs - gateway.lastReceivedMs > GATEWAY_STALE_MS
  }

  /**
   * Hours of the window in which a machine was seen. After its last word it is still seen as long as its gateway talks
   * without loss: telemetry reports by exception, so silence means that nothing changed.
   */
  seenHours(machine: MachineWindow, span: MinuteSpan): number {
    const gateway = this.gateways.get(machine.gateway)
    const sinceWord =
      machine.online && gateway?.spell === machine.spell ? Math.max(0, gateway.lastAtMs - machine.lastAtMs) : 0
    const windowMs = (span.last - span.first + 1) * 60_000
    return Math.min(machine.seenMs(span) + sinceWord, windowMs) / HOUR_MS
  }

  /** What a machine did over the window: to its last word, and beyond it as long as its gateway talks without loss. */
  spellTotals(machine: MachineWindow): SpellTotals {
    const gateway = this.gateways.get(machine.gateway)
    const alive = machine.online && gateway?.spell === machine.spell
    const toMs = alive ? Math.max(gateway.lastAtMs, machine.lastAtMs) : machine.lastAtMs
    return machine.spells.totals(this.nowMs() - WINDOW_MINUTES * 60_000, toMs)
  }

  private frozen(): boolean {
    return this.one('mill')?.number('mill/clockSpeed') === 0
  }

  private hear(id: string, atMs: number, receivedMs: number): GatewayWindow {
    let gateway = this.gateways.get(id)
    if (!gateway) {
      const times = { offlineSinceMs: null, lastAtMs: atMs, lastReceivedMs: receivedMs }
      gateway = { id, online: true, ...times, journalBlocked: false, spell: 1 }
      this.gateways.set(id, gateway)
    }
    if (!gateway.online || receivedMs - gateway.lastReceivedMs > LOSSLESS_SILENCE_MS) gateway.spell += 1
    gateway.online = true
    gateway.offlineSinceMs = null
    this.clockMs = null
    // Messages may overtake each other a little; a step back by more than the window is a clock that was put right.
    if (atMs > gateway.lastAtMs || atMs < gateway.lastAtMs - WINDOW_MINUTES * 60_000) gateway.lastAtMs = atMs
    gateway.lastReceivedMs = receivedMs
    return gateway
  }

  /** A birth of another run begins it: the old one's time and counters mean nothing in it. */
  private follow(run: string, receivedMs: number): void {
    if (run === this.run) return
    if (run === this.retired?.run && receivedMs < this.retired.untilMs) return
    this.tally?.clear()
    this.retired = { run: this.run, untilMs: receivedMs + RETIRED_RUN_MS }
    this.run = run
    this.gateways.clear()
    this.clockMs = null
    this.machines.clear()
    this.byKind = null
  }
}

const byId = new Intl.Collator('en', { numeric: true })

function grouped(machines: Iterable<MachineWindow>): Map<MachineKind | undefined, MachineWindow[]> {
  const groups = new Map<MachineKind | undefined, MachineWindow[]>()
  for (const machine of [...machines].sort((a, b) => byId.compare(a.id, b.id))) {
    const group = groups.get(machine.kind)
    if (group) group.push(machine)
    else groups.set(machine.kind, [machine])
  }
  return groups
}
