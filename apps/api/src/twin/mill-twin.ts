import type { GatewayEvent, MachineOffline, MachineReading, SpindleReading } from '../bus'
import { BreakHour } from './break-hour'
import { FRAME_STALE_MS, GATEWAY_STALE_MS, MachineTwin } from './machine-twin'
import { WorkTrail } from './work-trail'

export interface GatewayTwin {
  id: string
  online: boolean
  /** Real time of the newest message. */
  receivedMs: number
}

/** What has changed since it was last taken: frames by index, and spindles by frame and position. */
export interface MillChanges {
  /** True when the list of frames or a frame's size changed: whoever holds a snapshot needs a new one. */
  layout: boolean
  frames: Set<number>
  spindles: { frame: number; position: number; state: number }[]
}

/** RF9 before RF10. */
const asPeopleCount = new Intl.Collator('en', { numeric: true })
const noChanges = (): MillChanges => ({ layout: false, frames: new Set(), spindles: [] })

/** The present of one mill: its gateways, its machines, its spindles. */
export class MillTwin {
  run = ''
  atMs = 0
  receivedMs = 0
  readonly gateways = new Map<string, GatewayTwin>()
  readonly machines = new Map<string, MachineTwin>()
  /** Ring frames in the order of their ids: the order of the live table and of the map. */
  readonly frames: MachineTwin[] = []
  readonly breakHour = new BreakHour()
  readonly workTrail = new WorkTrail()
  private readonly frameIndex = new Map<string, number>()
  private changes = noChanges()

  constructor(readonly id: string) {}

  gatewayOnline(event: GatewayEvent): void {
    this.gatewayOf(event.gateway, event.receivedMs).online = true
    if (this.run !== event.run) {
      // Another run is another history of the mill: its clock may stand before the old one's.
      this.run = event.run
      this.atMs = 0
      for (const machine of this.machines.values()) machine.atMs = 0
      this.breakHour.clear()
      this.workTrail.clear()
      this.changes.layout = true
    }
  }

  gatewayAlive(event: GatewayEvent): void {
    this.gatewayOf(event.gateway, event.receivedMs).receivedMs = event.receivedMs
  }

  gatewayOffline(event: GatewayEvent): void {
    this.gatewayOf(event.gateway, 0).online = false
    for (const machine of this.machines.values()) if (machine.gateway === event.gateway) this.darken(machine)
  }

  machineOffline(event: MachineOffline): void {
    const machine = this.machines.get(event.machine)
    if (machine) this.darken(machine)
  }

  reading(reading: MachineReading): void {
    if (reading.historical) return
    this.seen(reading)
    const known = this.machines.get(reading.machine)
    const machine = known ?? new MachineTwin(reading.machine, reading.gateway)
    if (machine.kind === 'ring-frame') this.workTrail.note(machine, reading)
    machine.apply(reading)
    if (!known) {
      this.machines.set(machine.id, machine)
      if (machine.kind === 'ring-frame') this.insertFrame(machine)
    }
    this.markFrame(machine.id)
  }

  spindles(reading: SpindleReading): void {
    if (reading.historical) return
    this.seen(reading)
    const machine = this.machines.get(reading.machine)
    if (!machine) return
    const sizeBefore = machine.spindles?.states.length
    const { changed, broke, pieced } = machine.applySpindles(reading)
    this.breakHour.heard(reading.atMs)
    for (const { position, atMs } of broke) this.breakHour.add(machine.spindles!.breaks, position - 1, atMs)
    if (pieced.length > 0) this.workTrail.pieced(machine.id, reading.atMs, pieced)
    const frame = this.frameIndex.get(machine.id)
    if (frame === undefined) return
    if (machine.spindles?.states.length !== sizeBefore) this.changes.layout = true
    for (const position of changed) {
      this.changes.spindles.push({ frame, position, state: machine.spindles!.states[position - 1]! })
    }
    this.changes.frames.add(frame)
  }

  isStale(machine: MachineTwin, nowMs: number): boolean {
    if (machine.kind === 'ring-frame') return nowMs - machine.receivedMs > FRAME_STALE_MS
    const gateway = this.gateways.get(machine.gateway)
    return nowMs - Math.max(gateway?.receivedMs ?? 0, machine.receivedMs) > GATEWAY_STALE_MS
  }

  get spindleCount(): number {
    return this.frames.reduce((sum, frame) => sum + (frame.spindles?.states.length ?? 0), 0)
  }

  hasChanges(): boolean {
    return this.changes.layout || this.changes.frames.size > 0 || this.changes.spindles.length > 0
  }

  /** Takes what changed since the last call; one reader only. */
  takeChanges(): MillChanges {
    const taken = this.changes
    this.changes = noChanges()
    return taken
  }

  /** Marks every frame as changed, so that their age reaches the watchers although nothing arrives. */
  markAll(): void {
    this.frames.forEach((_, index) => {
      this.changes.frames.add(index)
    })
  }

  /** Index of a frame in {@link frames}. */
  frameIndexOf(id: string): number | undefined {
    return this.frameIndex.get(id)
  }

  private seen(reading: { gateway: string; atMs: number; receivedMs: number }): void {
    this.gatewayOf(reading.gateway, reading.receivedMs).receivedMs = reading.receivedMs
    this.atMs = Math.max(this.atMs, reading.atMs)
    this.receivedMs = Math.max(this.receivedMs, reading.receivedMs)
  }

  private gatewayOf(id: string, receivedMs: number): GatewayTwin {
    const known = this.gateways.get(id)
    if (known) return known
    const gateway = { id, online: false, receivedMs }
    this.gateways.set(id, gateway)
    return gateway
  }

  private darken(machine: MachineTwin): void {
    machine.online = false
    this.markFrame(machine.id)
  }

  private markFrame(id: string): void {
    const frame = this.frameIndex.get(id)
    if (frame !== undefined) this.changes.frames.add(frame)
  }

  /** Into its place among the others, which are in order: a mill of a million spindles is born frame by frame. */
  private insertFrame(frame: MachineTwin): void {
    const at = this.frames.findLastIndex(({ id }) => asPeopleCount.compare(id, frame.id) < 0) + 1
    this.frames.splice(at, 0, frame)
    for (let index = at; index < this.frames.length; index++) this.frameIndex.set(this.frames[index]!.id, index)
    this.changes.layout = true
  }
}
