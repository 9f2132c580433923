import { signalOf } from '@wanding/contracts'
import type { GatewayEvent, GatewayRef, MachineOffline, MachineReading, MachineRef, ScalarValue } from '../bus'
import type { MetricRow } from './history-store.port'

/** A machine's whole set of numbers is stored again after this much mill time, so that a query need not look far back. */
export const KEYFRAME_MS = 60_000
const LOOK_EVERY_MS = 10_000

interface MachineMemory {
  ref: MachineRef
  run: string
  kind: string
  online: boolean
  keyframeMs: number
  numbers: Map<string, number>
  words: Map<string, string>
}

const keyOf = ({ mill, machine }: { mill: string; machine: string }): string => `${mill}/${machine}`
const gatewayKey = ({ mill, gateway }: { mill: string; gateway: string }): string => `${mill}/${gateway}`

/**
 * Turns readings into rows: numbers as they were reported, words when they change, and once a minute of mill time all
 * numbers of every machine that is online, also of one with nothing new to say. Only so a stored silence is a gap.
 */
export class MachineRecorder {
  private readonly machines = new Map<string, MachineMemory>()
  /** Newest mill time heard from each gateway: what its silent machines are known to be alive at. */
  private readonly gatewayMs = new Map<string, number>()
  private readonly lookedMs = new Map<string, number>()

  take(reading: MachineReading): MetricRow | undefined {
    if (reading.historical) return rowOf(reading, reading.kind, reading.atMs, kept(reading))
    const memory = this.memoryOf(reading)
    const values = kept(reading)
    for (const [name, value] of reading.values) if (value === null) memory.numbers.delete(name)
    for (const [name, value] of values) {
      if (typeof value === 'number') memory.numbers.set(name, value)
      else if (memory.words.get(name) === String(value)) values.delete(name)
      else memory.words.set(name, String(value))
    }
    if (reading.birth || reading.atMs - memory.keyframeMs >= KEYFRAME_MS) {
      memory.keyframeMs = reading.atMs
      for (const [name, value] of memory.numbers) values.set(name, value)
    }
    this.heard(reading)
    return rowOf(reading, memory.kind, reading.atMs, values)
  }

  /** A message that told nothing of scalars still shows that the gateway is alive. */
  heard(reading: { mill: string; gateway: string; atMs: number; historical: boolean }): void {
    if (reading.historical) return
    const key = gatewayKey(reading)
    this.gatewayMs.set(key, Math.max(reading.atMs, this.gatewayMs.get(key) ?? 0))
  }

  machineOffline(event: MachineOffline): void {
    const memory = this.machines.get(keyOf(event))
    if (memory) memory.online = false
  }

  gatewayOffline(event: GatewayEvent): void {
    for (const memory of this.machines.values()) {
      if (memory.ref.mill === event.mill && memory.ref.gateway === event.gateway) memory.online = false
    }
    this.gatewayMs.delete(gatewayKey(event))
  }

  /** Keyframes of online machines that had nothing to report for a minute of mill time, of one gateway or of all. */
  keyframesDue(of?: GatewayRef): MetricRow[] {
    if (of && !this.isTimeFor(of)) return []
    const rows: MetricRow[] = []
    for (const { ref, run, kind, online, keyframeMs, numbers } of this.machines.values()) {
      if (of && (ref.gateway !== of.gateway || ref.mill !== of.mill)) continue
      const atMs = this.gatewayMs.get(gatewayKey(ref)) ?? 0
      if (!online || numbers.size === 0 || atMs - keyframeMs < KEYFRAME_MS) continue
      this.machines.get(keyOf(ref))!.keyframeMs = atMs
      rows.push({ run, mill: ref.mill, machine: ref.machine, kind, atMs, values: new Map(numbers) })
    }
    return rows
  }

  /** A gateway's machines need not be looked at each second. */
  private isTimeFor(gateway: GatewayRef): boolean {
    const key = gatewayKey(gateway)
    const atMs = this.gatewayMs.get(key) ?? 0
    if (Math.abs(atMs - (this.lookedMs.get(key) ?? 0)) < LOOK_EVERY_MS) return false
    this.lookedMs.set(key, atMs)
    return true
  }

  /** Newest mill time of all gateways; undefined before the first message. */
  millTimes(): Map<string, number> {
    const times = new Map<string, number>()
    for (const [key, atMs] of this.gatewayMs) {
      const mill = key.slice(0, key.lastIndexOf('/'))
      times.set(mill, Math.max(atMs, times.get(mill) ?? 0))
    }
    return times
  }

  private memoryOf(reading: MachineReading): MachineMemory {
    const key = keyOf(reading)
    const known = this.machines.get(key)
    if (known && known.run === reading.run && known.ref.gateway === reading.gateway && !reading.birth) {
      known.online = true
      return known
    }
    // A birth says everything anew, but words that did not change need not be stored again within the same run.
    const words = known?.run === reading.run ? known.words : new Map<string, string>()
    const { mill, gateway, machine } = reading
    const memory: MachineMemory = {
      ref: { mill, gateway, machine },
      run: reading.run,
      kind: reading.kind || known?.kind || '',
      online: true,
      keyframeMs: 0,
      numbers: new Map(),
      words,
    }
    this.machines.set(key, memory)
    return memory
  }
}

/** The values of a reading that history is kept of. */
function kept(reading: MachineReading): Map<string, ScalarValue> {
  const values = new Map<string, ScalarValue>()
  for (const [name, value] of reading.values) {
    if (value !== null && signalOf(reading.kind, name)?.history !== 'none') values.set(name, value)
  }
  return values
}

function rowOf(reading: MachineReading, kind: string, atMs: number, values: ReadonlyMap<string, ScalarValue>) {
  if (values.size === 0) return undefined
  return { run: reading.run, mill: reading.mill, machine: reading.machine, kind, atMs, values }
}
