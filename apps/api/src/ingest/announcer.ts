import type { HostEvent, Metric } from '@wanding/sparkplug'
import type { Bus } from '../bus'
import { translate } from './translate'

type DeviceEvent = Extract<HostEvent, { kind: 'deviceBirth' | 'deviceData' }>

const textOf = (metrics: readonly Metric[], name: string): string | undefined => {
  const value = metrics.find((metric) => metric.name === name)?.value
  return typeof value === 'string' ? value : undefined
}

/** Turns what the host session understood into events of the bus; remembers run and kind from the births. */
export class Announcer {
  private readonly runs = new Map<string, string>()
  private readonly kinds = new Map<string, string>()

  constructor(
    private readonly bus: Bus,
    private readonly onProblem: (where: string, problem: string) => void,
  ) {}

  announce(event: HostEvent, receivedMs: number): void {
    switch (event.kind) {
      case 'nodeBirth': {
        const run = textOf(event.metrics, 'gateway/run') ?? 'live'
        this.runs.set(`${event.group}/${event.edge}`, run)
        this.bus.emit('gatewayOnline', { mill: event.group, gateway: event.edge, run, atMs: event.atMs, receivedMs })
        return
      }
      case 'nodeData':
      case 'nodeDeath': {
        const run = this.runOf(event.group, event.edge)
        this.bus.emit(event.kind === 'nodeData' ? 'gatewayAlive' : 'gatewayOffline', {
          mill: event.group,
          gateway: event.edge,
          run,
          atMs: event.atMs,
          receivedMs,
        })
        return
      }
      case 'deviceDeath':
        this.bus.emit('machineOffline', {
          mill: event.group,
          gateway: event.edge,
          machine: event.device,
          atMs: event.atMs,
          receivedMs,
        })
        return
      case 'deviceBirth':
        this.kinds.set(this.keyOf(event), textOf(event.metrics, 'machine/kind') ?? '')
        this.device(event, receivedMs, true)
        return
      case 'deviceData':
        this.device(event, receivedMs, false)
        return
      default:
        return
    }
  }

  private device(event: DeviceEvent, receivedMs: number, birth: boolean): void {
    const { metrics } = event
    const { values, states, rpm, transitions, arrays, problems } = translate(metrics, event.atMs)
    for (const problem of problems) this.onProblem(this.keyOf(event), problem)
    const base = {
      mill: event.group,
      gateway: event.edge,
      machine: event.device,
      atMs: event.atMs,
      receivedMs,
      run: this.runOf(event.group, event.edge),
      historical: metrics.length > 0 && metrics.every((metric) => metric.isHistorical === true),
    }
    if (birth || values.size > 0 || arrays) {
      const kind = this.kinds.get(this.keyOf(event)) ?? ''
      this.bus.emit('reading', { ...base, kind, birth, values, ...(arrays && { arrays }) })
    }
    if (states || rpm || transitions) {
      this.bus.emit('spindles', {
        ...base,
        ...(states && { states }),
        ...(rpm && { rpm }),
        ...(transitions && { transitions }),
      })
    }
  }

  private runOf(group: string, edge: string): string {
    return this.runs.get(`${group}/${edge}`) ?? 'live'
  }

  private keyOf(event: { group: string; edge: string; device: string }): string {
    return `${event.group}/${event.edge}/${event.device}`
  }
}
