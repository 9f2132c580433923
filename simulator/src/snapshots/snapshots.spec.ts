import { describe, expect, it } from 'vitest'
import { advance, createMill, forkMill, type Mill } from '../engine'
import { loadMillPlan } from '../mill-files'
import { RunRecorder } from '../run-summary'
import { decodeSnapshot, encodeSnapshot, SnapshotError } from './snapshot-file'
import { Timeline } from './timeline'

const START_MS = Date.UTC(2026, 0, 5)
const HOUR_MS = 3_600_000
const plan = loadMillPlan('jimo', ['ringRoom.frames=3'], import.meta.url)
const mill = (hours = 1) => {
  const made = createMill(plan, 7, START_MS)
  advance(made, START_MS + hours * HOUR_MS)
  return made
}

/** Hash of all events of a mill up to a moment. */
function eventsTo(from: Mill, toMs: number): string {
  const recorder = new RunRecorder()
  advance(from, toMs, recorder.record)
  return recorder.digest()
}

describe('a snapshot', () => {
  it('goes on as if nothing had been', () => {
    const original = mill()
    const restored = decodeSnapshot(encodeSnapshot(original))
    const toMs = START_MS + 3 * HOUR_MS
    expect(eventsTo(restored, toMs)).toBe(eventsTo(original, toMs))
  })

  const whole = encodeSnapshot(mill(0))
  const changed = (at: number, value: number) => {
    const copy = Buffer.from(whole)
    copy[at] = value
    return copy
  }
  it.each([
    ['an empty file', Buffer.alloc(0), 'not a snapshot'],
    ['another file', Buffer.from('id: jimo\nname: nothing of the kind'), 'not a snapshot'],
    ['another version', changed(4, 9), 'snapshot of version 9; this program reads 2'],
    ['a torn file', whole.subarray(0, whole.length >> 1), 'snapshot is damaged or cut off'],
    ['a changed byte', changed(whole.length - 40, whole.at(-40)! ^ 1), 'snapshot is damaged or cut off'],
    ['a length beyond reason', changed(11, 0xff), 'snapshot is damaged or cut off'],
  ])('refuses %s', (_, file, message) => {
    expect(() => decodeSnapshot(file)).toThrow(new SnapshotError(message))
  })

  it('of the whole mill takes no more than 20 MB', () => {
    const full = createMill(loadMillPlan('jimo', [], import.meta.url), 7, START_MS)
    advance(full, START_MS + HOUR_MS / 4)
    expect(encodeSnapshot(full).length).toBeLessThan(20e6)
  })
})

describe('forkMill', () => {
  const toMs = START_MS + 3 * HOUR_MS

  it('makes a second mill that goes the same way, each for itself', () => {
    const original = mill()
    const fork = forkMill(original)
    const way = eventsTo(fork, toMs)
    expect(original.state.mill.nowMs).toBe(START_MS + HOUR_MS)
    expect(eventsTo(original, toMs)).toBe(way)
  })

  it('goes another way with another seed, always the same one', () => {
    const original = mill()
    const ways = [original.state.mill.seed, 8, 8, 9].map((seed) => eventsTo(forkMill(original, seed), toMs))
    expect(ways[1]).toBe(ways[2])
    expect(new Set(ways).size).toBe(3)
  })

  it('saved and loaded goes on as if it had not been', () => {
    const fork = forkMill(mill(), 8)
    const loaded = decodeSnapshot(encodeSnapshot(fork))
    expect(loaded.derived.crewPace).toEqual(fork.derived.crewPace)
    expect(eventsTo(loaded, toMs)).toBe(eventsTo(fork, toMs))
  })

  it('into the arrays of a fork that is done with is the same as a new one', () => {
    const original = mill()
    const used = forkMill(original, 9)
    eventsTo(used, toMs)
    expect(eventsTo(forkMill(original, 8, used), toMs)).toBe(eventsTo(forkMill(original, 8), toMs))
    expect(original.state.mill.nowMs).toBe(START_MS + HOUR_MS)
  })
})

describe('Timeline', () => {
  /** A command that anybody can see: the mill's demand is set. */
  const apply = (of: Mill, demand: number) => {
    of.state.mill.demandKgPerHour = demand
  }
  const timeline = (keep = 8) =>
    new Timeline<number>(createMill(plan, 7, START_MS), { everyMs: HOUR_MS / 4, keep, apply })

  it('goes back to a moment between snapshots, commands and all, and forward the same way again', () => {
    const run = timeline()
    run.advance(START_MS + HOUR_MS)
    run.command(40)
    run.advance(START_MS + 1.6 * HOUR_MS)
    const known = encodeSnapshot(run.mill)
    run.command(10)
    run.advance(START_MS + 3 * HOUR_MS)
    run.backTo(START_MS + 1.6 * HOUR_MS)
    // The command of that very moment belongs to it.
    expect(run.mill.state.mill.demandKgPerHour).toBe(10)
    run.backTo(START_MS + 1.6 * HOUR_MS - 1)
    run.advance(START_MS + 1.6 * HOUR_MS)
    expect(encodeSnapshot(run.mill).equals(known)).toBe(true)
  })

  it('forgets what came after the moment it went back to', () => {
    const run = timeline()
    run.advance(START_MS + HOUR_MS)
    run.command(10)
    run.backTo(START_MS + HOUR_MS / 2)
    run.advance(START_MS + 2 * HOUR_MS)
    const straight = timeline()
    straight.advance(START_MS + 2 * HOUR_MS)
    expect(encodeSnapshot(run.mill).equals(encodeSnapshot(straight.mill))).toBe(true)
  })

  it('keeps few snapshots of a long past, and still reaches all of it', () => {
    const run = timeline(4)
    run.advance(START_MS + 6 * HOUR_MS)
    expect(run.beginsMs).toBe(START_MS)
    run.backTo(START_MS + 1.1 * HOUR_MS)
    const straight = mill(1.1)
    expect(encodeSnapshot(run.mill).equals(encodeSnapshot(straight))).toBe(true)
  })

  it('refuses a moment that it does not have', () => {
    const run = timeline()
    run.advance(START_MS + HOUR_MS)
    for (const atMs of [START_MS - 1, START_MS + HOUR_MS + 1, Number.NaN]) {
      expect(() => run.backTo(atMs)).toThrow(RangeError)
    }
  })
})
