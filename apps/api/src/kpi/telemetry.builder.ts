import type { MachineKind } from '@wanding/mill'
import type { Bus, ScalarValue } from '../bus'

/** 2026-03-02 06:00 UTC: the full minute at which every told story begins. */
export const START_MS = Date.UTC(2026, 2, 2, 6)
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000

type Values = Readonly<Record<string, ScalarValue>>

interface Options {
  /** Our clock when it arrives; as on the mill's clock unless told. */
  receivedMs?: number
  historical?: boolean
}

/** Tells on the bus what gateways would: for specs. One story is one mill in one run. */
export class Telemetry {
  private readonly kinds = new Map<string, { kind: MachineKind; gateway: string }>()

  constructor(
    private readonly bus: Bus,
    readonly mill = 'jimo',
    readonly run = 'run-1',
  ) {}

  gatewayOnline(gateway: string, atMs: number, receivedMs = atMs): void {
    this.bus.emit('gatewayOnline', { mill: this.mill, gateway, run: this.run, atMs, receivedMs })
  }

  gatewayAlive(gateway: string, atMs: number, journalBlocked?: boolean): void {
    const told = journalBlocked === undefined ? {} : { journalBlocked }
    this.bus.emit('gatewayAlive', { mill: this.mill, gateway, run: this.run, atMs, receivedMs: atMs, ...told })
  }

  gatewayOffline(gateway: string, atMs: number, receivedMs = atMs): void {
    this.bus.emit('gatewayOffline', { mill: this.mill, gateway, run: this.run, atMs, receivedMs })
  }

  machineOffline(machine: string, atMs: number): void {
    const { gateway } = this.kinds.get(machine)!
    this.bus.emit('machineOffline', { mill: this.mill, gateway, machine, atMs, receivedMs: atMs })
  }

  birth(
    machine: string,
    kind: MachineKind,
    atMs: number,
    values: Values,
    gateway = 'G01',
    options: Options = {},
  ): void {
    this.kinds.set(machine, { kind, gateway })
    this.send(machine, atMs, { 'machine/kind': kind, ...values }, true, options)
  }

  data(machine: string, atMs: number, values: Values, options: Options = {}): void {
    this.send(machine, atMs, values, false, options)
  }

  private send(machine: string, atMs: number, values: Values, birth: boolean, options: Options): void {
    this.bus.emit('reading', {
      mill: this.mill,
      run: this.run,
      machine,
      ...this.kinds.get(machine)!,
      birth,
      values: new Map(Object.entries(values)),
      atMs,
      receivedMs: options.receivedMs ?? atMs,
      historical: options.historical ?? false,
    })
  }
}

/** A frame of 1,200 spindles at 6 breaks per 1,000 spindle-hours and 16.6 g per spindle-hour after this many hours. */
export function frameAfter(hours: number, rate = 1): Values {
  const spindleHours = 1000 + 1200 * hours
  return {
    'production/total': 5000 + 1200 * 0.0166 * hours,
    'energy/total': 9000 + 1200 * 0.0166 * 2.38 * hours,
    'spindles/runHours': spindleHours,
    'breaks/running': 40 + 1200 * 0.006 * hours * rate,
  }
}

/** What does not change on a healthy frame. */
export const HEALTHY_FRAME: Values = {
  'machine/state': 'Executing',
  'machine/reason': 'producing',
  'frame/spindles': 1200,
  'frame/zone': 'Z1',
  'spindles/endsDown': 1,
  'spindles/noRoving': 0,
  'spindles/rogue': 0,
  'production/rate': 19.9,
  'energy/power': 47,
}
