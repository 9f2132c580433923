import type { MachineKind } from '@wanding/mill'
import { expect } from 'vitest'
import { advance, createMill, type Mill, type MillEvent, machinesOf, readMachine, readRingFrame } from './engine'
import { loadMillPlan } from './mill-files'
import { RunRecorder, type RunSummary, totalsOf } from './run-summary'

const HOUR_MS = 3_600_000
/** Monday, 08:00 in the mill. */
export const START_MS = Date.UTC(2026, 0, 5)

type Readings = ReadonlyMap<MachineKind, readonly Readonly<Record<string, number>>[]>

/** What a headless run shows from outside: its summary, what the machines' counters rose by, and its events. */
export interface HeadlessRun {
  mill: Mill
  hours: number
  summary: RunSummary
  events: MillEvent[]
  /** Rise of a counter of all machines of a kind, for each hour. */
  perHour(kind: MachineKind, counter: string): number
  /** Mean of a reading over the machines of a kind, at the end. */
  mean(kind: MachineKind, reading: string): number
  count(kind: MachineKind): number
}

/** Runs a mill for some hours after a warm-up. */
export function runHeadless(
  name: string,
  overrides: readonly string[],
  { hours, warmUpHours = 1, seed = 7 }: { hours: number; warmUpHours?: number; seed?: number },
  onEvent: (event: MillEvent, mill: Mill) => void = () => {},
): HeadlessRun {
  const mill = createMill(loadMillPlan(name, overrides, import.meta.url), seed, START_MS)
  const recorder = new RunRecorder()
  const events: MillEvent[] = []
  const fromMs = START_MS + warmUpHours * HOUR_MS
  advance(mill, fromMs)
  const first = readingsOf(mill)
  const before = totalsOf(mill)
  advance(mill, fromMs + hours * HOUR_MS, (event) => {
    recorder.record(event)
    events.push(event)
    onEvent(event, mill)
  })
  const last = readingsOf(mill)
  const summary = recorder.summary({ mill: name, seed, hours, wallSeconds: 0, before, after: totalsOf(mill) })
  const total = (readings: Readings, kind: MachineKind, key: string) => {
    const machines = readings.get(kind) ?? []
    return machines.reduce((sum, reading) => sum + reading[key]!, 0)
  }
  return {
    mill,
    hours,
    summary,
    events,
    perHour: (kind, counter) => (total(last, kind, counter) - total(first, kind, counter)) / hours,
    mean: (kind, reading) => total(last, kind, reading) / last.get(kind)!.length,
    count: (kind) => last.get(kind)?.length ?? 0,
  }
}

function readingsOf(mill: Mill): Readings {
  const byKind = new Map<MachineKind, Record<string, number>[]>()
  for (const { kind, index } of machinesOf(mill)) {
    const reading = kind === 'ring-frame' ? readRingFrame(mill, index) : readMachine(mill, { kind, index })
    const numbers = Object.entries(reading).filter((entry): entry is [string, number] => typeof entry[1] === 'number')
    byKind.set(kind, [...(byKind.get(kind) ?? []), Object.fromEntries(numbers)])
  }
  return byKind
}

/** A number found must be within some per cent of the published one. */
export function expectWithin(found: number, published: number, percent: number): void {
  const off = (100 * (found - published)) / published
  expect(Math.abs(off), `found ${found}, published ${published}: ${off.toFixed(1)} % off`).toBeLessThanOrEqual(percent)
}

/** Time from doff to doff of a frame, and what of it went into doffing: run down, doff and run up, s. */
export function doffCycles({ events, mill }: HeadlessRun): { cycleS: number; stopS: number }[] {
  const { restartS } = mill.plan.ringRoom.doff
  const lastMs = new Map<number, number>()
  const cycles: { cycleS: number; stopS: number }[] = []
  for (const event of events) {
    if (event.kind !== 'doff') continue
    const before = lastMs.get(event.frame)
    if (before !== undefined) cycles.push({ cycleS: (event.atMs - before) / 1000, stopS: event.stopSeconds + restartS })
    lastMs.set(event.frame, event.atMs)
  }
  return cycles
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
