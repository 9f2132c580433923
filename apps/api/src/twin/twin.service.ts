import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import { Bus } from '../bus'
import type { MillDirectory } from './mill-directory.port'
import { MillTwin } from './mill-twin'

/** A broker can carry any number of foreign groups; beyond this they are not mills of ours. */
const MAX_MILLS = 64

/** Holds the present of every mill that telemetry has told of. */
@Injectable()
export class TwinService implements MillDirectory, OnModuleInit, OnApplicationShutdown {
  private readonly twins = new Map<string, MillTwin>()
  private readonly offs: (() => void)[] = []

  constructor(private readonly bus: Bus) {}

  onModuleInit(): void {
    this.offs.push(
      this.bus.on('gatewayOnline', (event) => this.twinOf(event.mill)?.gatewayOnline(event)),
      this.bus.on('gatewayAlive', (event) => this.twins.get(event.mill)?.gatewayAlive(event)),
      this.bus.on('gatewayOffline', (event) => this.twins.get(event.mill)?.gatewayOffline(event)),
      this.bus.on('machineOffline', (event) => this.twins.get(event.mill)?.machineOffline(event)),
      this.bus.on('reading', (reading) => this.twinOf(reading.mill)?.reading(reading)),
      this.bus.on('spindles', (reading) => this.twins.get(reading.mill)?.spindles(reading)),
    )
  }

  onApplicationShutdown(): void {
    for (const off of this.offs.splice(0)) off()
  }

  /** Mills that have a machine, in the order they were first heard of. */
  mills(): string[] {
    return [...this.twins.values()].filter((twin) => twin.machines.size > 0).map((twin) => twin.id)
  }

  mill(id: string): MillTwin | undefined {
    return this.twins.get(id)
  }

  runOf(mill: string): string | undefined {
    return this.twins.get(mill)?.run
  }

  machinesOf(mill: string): string[] {
    return [...(this.mill(mill)?.machines.keys() ?? [])]
  }

  hasMachine(mill: string, machine: string): boolean {
    return this.twins.get(mill)?.machines.has(machine) ?? false
  }

  kindOf(mill: string, machine: string): string | undefined {
    return this.twins.get(mill)?.machines.get(machine)?.kind
  }

  spindlesOf(mill: string, machine: string): number | undefined {
    return this.twins.get(mill)?.machines.get(machine)?.spindles?.states.length
  }

  private twinOf(id: string): MillTwin | undefined {
    const known = this.twins.get(id)
    if (known) return known
    if (this.twins.size >= MAX_MILLS) return undefined
    const twin = new MillTwin(id)
    this.twins.set(id, twin)
    return twin
  }
}
