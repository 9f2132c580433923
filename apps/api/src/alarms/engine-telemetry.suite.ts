import type { MachineKind } from '@wanding/mill'
import { advance, createMill, type Mill } from '../../../../simulator/src/engine'
import type { Device } from '../../../../simulator/src/gateway/edge-node'
import { GatewayFaults } from '../../../../simulator/src/gateway/faults/gateway-faults'
import { gatewaysOf } from '../../../../simulator/src/gateway/live-mill'
import { ReportByException } from '../../../../simulator/src/gateway/report-by-exception'
import { SpindleJournal } from '../../../../simulator/src/gateway/spindle-journal'
import { loadMillPlan } from '../../../../simulator/src/mill-files'
import type { Bus, ScalarValue } from '../bus'

const TICK_MS = 1000

interface Spoken {
  gateway: string
  device: Device
  report: ReportByException
}

/**
 * A simulated mill whose gateways speak to the bus without a broker between: the same devices, report by exception and faults of
 * sensors as on the wire, as fast as the engine goes. For specs.
 */
export class EngineTelemetry {
  readonly mill: Mill
  /** Reader's clock: a tick a second, whatever the mill's speed. */
  nowMs = Date.UTC(2026, 0, 5)
  private readonly faults: GatewayFaults
  private readonly spoken: Spoken[]
  private millMs: number
  private readonly dark = new Set<string>()

  constructor(
    private readonly bus: Bus,
    name: string,
    seed: number,
    private readonly speed: number,
    startMs = Date.UTC(2026, 0, 5),
    overrides: readonly string[] = [],
  ) {
    const plan = loadMillPlan(name, overrides, import.meta.url)
    this.mill = createMill(plan, seed, startMs)
    this.millMs = startMs
    this.faults = new GatewayFaults(plan, seed)
    const journals = Array.from({ length: plan.ringRoom.frames }, () => new SpindleJournal())
    this.spoken = gatewaysOf(this.mill, plan, journals, this.faults, speed, () => this.millMs).flatMap(
      ({ id, devices }) =>
        devices.map((device) => ({ gateway: id, device, report: new ReportByException(device.signals) })),
    )
  }

  get atMs(): number {
    return this.millMs
  }

  /** Brings the mill forward without a word, as before the backend was there. */
  warmUp(hours: number): void {
    this.millMs += hours * 3_600_000
    advance(this.mill, this.millMs)
    this.faults.tick(this.millMs)
  }

  /** Every machine's birth. */
  birth(): void {
    for (const gateway of new Set(this.spoken.map((each) => each.gateway))) {
      this.bus.emit('gatewayOnline', this.stamp(gateway))
    }
    for (const each of this.spoken) this.born(each)
  }

  /** One second of the reader, `speed` seconds of the mill. */
  tick(): void {
    this.nowMs += TICK_MS
    this.millMs += this.speed * TICK_MS
    advance(this.mill, this.millMs)
    this.faults.tick(this.millMs)
    const gateways = [...new Set(this.spoken.map((each) => each.gateway))]
    gateways.forEach((gateway, index) => {
      const cut = this.faults.at('gateway-outage', index) !== undefined
      if (cut !== this.dark.has(gateway)) this.cutOff(gateway, cut)
      if (!cut) this.bus.emit('gatewayAlive', this.stamp(gateway))
    })
    for (const each of this.spoken) {
      if (this.dark.has(each.gateway)) continue
      const news = each.report.changed((name) => this.scalar(each.device, name), this.nowMs)
      if (news.length > 0) this.say(each, news, false)
    }
  }

  private cutOff(gateway: string, cut: boolean): void {
    if (cut) {
      this.dark.add(gateway)
      this.bus.emit('gatewayOffline', this.stamp(gateway))
      return
    }
    this.dark.delete(gateway)
    this.bus.emit('gatewayOnline', this.stamp(gateway))
    for (const each of this.spoken) if (each.gateway === gateway) this.born(each)
  }

  private born(each: Spoken): void {
    const full = each.report.birth((name) => this.scalar(each.device, name) ?? null)
    this.say(
      each,
      full.map(({ signal, value }) => ({ name: signal.name, value })),
      true,
    )
  }

  /** Arrays are left out: no rule reads them, and they are most of what a mill says. */
  private scalar(device: Device, name: string): ScalarValue | undefined {
    if (device.signals.find((signal) => signal.name === name)?.nature === 'array') return undefined
    return device.read(name) as ScalarValue | undefined
  }

  private say({ gateway, device }: Spoken, news: readonly { name: string; value: unknown }[], birth: boolean): void {
    const kind = String(device.read('machine/kind')) as MachineKind
    this.bus.emit('reading', {
      ...this.stamp(gateway),
      machine: device.id,
      kind,
      birth,
      historical: false,
      values: new Map(news.map(({ name, value }) => [name, value as ScalarValue])),
    })
  }

  private stamp(gateway: string) {
    return { mill: this.mill.plan.id, gateway, run: 'run-1', atMs: this.millMs, receivedMs: this.nowMs }
  }
}
