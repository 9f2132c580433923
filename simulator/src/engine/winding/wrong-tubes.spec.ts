import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import {
  advance,
  createMill,
  inject,
  loadMill,
  type Mill,
  type MillEvent,
  readMachine,
  respond,
  saveMill,
} from '../index'
import type { WinderReading } from '../readings'

const MINUTE_MS = 60_000
const START_MS = Date.UTC(2026, 0, 5)
const millOf = (...overrides: string[]) => {
  const settings = ['ringRoom.frames=2', 'spinPlan.copG=20', 'faults.scale=0', 'ringRoom.stopsPerFrameDay=0']
  return createMill(loadMillPlan('teaching', [...settings, ...overrides], import.meta.url), 4, START_MS)
}
const winder = (mill: Mill, index = 0) => readMachine(mill, { kind: 'winder', index }) as WinderReading
const doffs = (mill: Mill) => mill.state.frames.doffs[0]!
/** Runs until the first frame has doffed so often, and its cops are wound for ten minutes; not longer than a shift. */
function afterDoffs(mill: Mill, count: number, onEvent?: (event: MillEvent) => void): void {
  const until = doffs(mill) + count
  const endMs = mill.state.mill.nowMs + 480 * MINUTE_MS
  while (doffs(mill) < until && mill.state.mill.nowMs < endMs) advance(mill, mill.state.mill.nowMs + 1000, onEvent)
  expect(doffs(mill)).toBe(until)
}
const faulty = (severity: number, ...overrides: string[]): Mill => {
  const mill = millOf(...overrides)
  inject(mill, { fault: 'wrong-tube', place: 'RF01', severity, selfCure: false }, START_MS)
  return mill
}

describe('tubes of a wrong colour', () => {
  it('come to the winder a doff after they were set, and are thrown out there', () => {
    const mill = faulty(0.1)
    afterDoffs(mill, 1)
    expect(mill.state.frames.wrongTubes[0]).toBeCloseTo(0.1)
    const [before, other] = [winder(mill), winder(mill, 1).tubeRejectPercent]
    afterDoffs(mill, 1)
    const after = winder(mill)
    // 95 % of 120 of 1,200, beside those with too many cuts.
    expect(after.copsRejected - before.copsRejected).toBeGreaterThan(100)
    expect(after.tubeRejectPercent).toBeGreaterThan(before.tubeRejectPercent + 3)
    expect(Math.abs(winder(mill, 1).tubeRejectPercent - other)).toBeLessThan(3)
  })

  it('are looked at and fed by hand; no yarn is lost', () => {
    const mill = faulty(0.1)
    afterDoffs(mill, 2)
    const held = mill.state.thrownOut.cops[0]!
    expect(held).toBeGreaterThan(100)
    expect(winder(mill).copsWaiting).toBeLessThan(1200 - held + 1)
    const fed = winder(mill).handFedCops
    const events: MillEvent[] = []
    advance(mill, mill.state.mill.nowMs + 60 * MINUTE_MS, (event) => events.push(event))
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'task', task: 'feed-cops', machine: 'winder', index: 0 }),
    )
    expect(winder(mill).handFedCops - fed).toBeGreaterThanOrEqual(held)
    const healthy = millOf()
    advance(healthy, mill.state.mill.nowMs)
    expect(Math.abs(winder(mill).productionKg - winder(healthy).productionKg)).toBeLessThan(3)
  })

  it('that nobody sees spoil cones, which the packing line rejects', () => {
    const mill = faulty(0.5)
    afterDoffs(mill, 2)
    expect(mill.state.winders.wrongShare[0]).toBeGreaterThan(0.02)
    advance(mill, mill.state.mill.nowMs + 20 * 60 * MINUTE_MS)
    const rejects = (of: Mill) =>
      (readMachine(of, { kind: 'packing', index: 0 }) as { rejectsPercent: number }).rejectsPercent
    const healthy = millOf()
    advance(healthy, mill.state.mill.nowMs)
    expect(rejects(mill)).toBeGreaterThan(3 * rejects(healthy))
  })

  it('are gone when the cops of the frame are quarantined', () => {
    const mill = faulty(0.3)
    afterDoffs(mill, 2)
    respond(mill, { response: 'quarantine-cops', place: 'RF01' }, 0)
    advance(mill, mill.state.mill.nowMs + 12 * MINUTE_MS)
    expect([mill.state.frames.wrongTubes[0], mill.state.winders.wrongShare[0]]).toEqual([0, 0])
    const before = winder(mill).copsRejected
    afterDoffs(mill, 1)
    expect(mill.state.winders.rejectedDoff[0]).toBe(0)
    expect(winder(mill).copsRejected - before).toBeLessThan(100)
  })

  it('are seen less where cops are carried and fed by hand', () => {
    const mill = faulty(0.2, 'measures=[S1, S4]')
    afterDoffs(mill, 3)
    advance(mill, mill.state.mill.nowMs + 30 * MINUTE_MS)
    expect(mill.state.winders.wrongShare[0]).toBeGreaterThan(0.02)
    expect(winder(mill).copsRejected).toBeGreaterThan(winder(millOf('measures=[S1, S4]')).copsRejected + 100)
  })

  it('are saved with the mill', () => {
    const mill = faulty(0.2)
    afterDoffs(mill, 2)
    const loaded = loadMill(saveMill(mill))
    const endMs = mill.state.mill.nowMs + 90 * MINUTE_MS
    for (const each of [mill, loaded]) advance(each, endMs)
    expect(saveMill(loaded)).toEqual(saveMill(mill))
  })
})
