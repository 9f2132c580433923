import { FAULTS } from '@wanding/mill'
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
import { Link } from './flow-kinds'
import { STOP_PERCENT } from './leveller-watch'
import { isFor, waitFor } from './machine-state'
import { QUICK_MILL } from './quick-mill.builder'

const MINUTE_MS = 60_000
const START_MS = Date.UTC(2026, 0, 5)
/** A drift to 4 % within four hours, which the mill's own people look into in vain. */
const DRIFT = { fault: 'autoleveller-drift', place: 'FD01', severity: 4, selfCure: false } as const

function drifting(toMs = START_MS): { mill: Mill; events: MillEvent[] } {
  const mill = createMill(loadMillPlan('jimo', QUICK_MILL, import.meta.url), 3, START_MS)
  const events: MillEvent[] = []
  expect(inject(mill, DRIFT, START_MS).ok).toBe(true)
  advance(mill, toMs, (event) => events.push(event))
  return { mill, events }
}
const reasonsOf = (events: readonly MillEvent[]) =>
  events.flatMap((event) =>
    event.kind === 'machine' && event.machine === 'finisher-draw' && event.index === 0 ? [event] : [],
  )
const recalibrations = (events: readonly MillEvent[]) =>
  events.flatMap((event) => (event.kind === 'task' && event.task === 'recalibrate-leveller' ? [event.atMs] : []))
const machineOf = (mill: Mill) => mill.layout.flowFirst['finisher-draw']

/** When the machine has stopped, min from the onset of the fault. */
const stops = (events: readonly MillEvent[]) =>
  reasonsOf(events).flatMap(({ reason, atMs }) => (reason === 'count-off' ? [(atMs - START_MS) / MINUTE_MS] : []))

describe('a draw frame whose sliver is off count', () => {
  const day = drifting(START_MS + 24 * 60 * MINUTE_MS)

  it('calls shift quality at 1 %, and stops beyond 2.5 %', () => {
    const [called] = recalibrations(day.events)
    // The ramp passes 1 % after an hour and 2.5 % after two and a half; a can is made meanwhile, and people take their time.
    expect((called! - START_MS) / MINUTE_MS).toBeGreaterThan(40)
    expect((called! - START_MS) / MINUTE_MS).toBeLessThan(130)
    const [stopped] = stops(day.events)
    expect(stopped).toBeGreaterThan(130)
    expect(stopped).toBeLessThan(200)
  })

  it('stands until somebody has been at its leveller, and stops again with the next can while that was in vain', () => {
    const spells = reasonsOf(day.events)
    const done = new Set(recalibrations(day.events))
    const released = spells.flatMap(({ reason }, i) =>
      reason === 'count-off' && spells[i + 1] ? [spells[i + 1]!.atMs] : [],
    )
    expect(released.length).toBeGreaterThan(5)
    for (const atMs of released) expect(done).toContain(atMs)
    for (const [i, minutes] of stops(day.events).entries()) {
      if (i > 0) expect(minutes - stops(day.events)[i - 1]!).toBeGreaterThan(5)
    }
  })

  it('lets no can beyond the limit through', () => {
    const { cans, mill } = day.mill.state
    let made = 0
    for (let row = 0; row < Math.min(mill.cansMade, cans.number.length); row++) {
      if (cans.finisher[row] !== 0 || cans.madeMs[row]! < START_MS) continue
      made++
      expect(Math.abs(cans.count[row]!)).toBeLessThanOrEqual(STOP_PERCENT)
    }
    expect(made).toBeGreaterThan(5)
  })

  it('has the can taken away and fed again, to the gram, and its place in the store is free', () => {
    const stopMs = START_MS + Math.round(stops(day.events)[0]! * MINUTE_MS)
    const { mill } = drifting(stopMs - 1)
    const { flow, stores, mill: numbers } = mill.state
    const store = mill.layout.prep.storeFirst[Link.finisherCan]! + mill.layout.prep.groupOfFinisher[0]!
    const before = {
      waste: numbers.softWasteKg,
      made: numbers.cansMade,
      committed: stores.committed[store]!,
    }
    advance(mill, stopMs)
    expect(readMachine(mill, { kind: 'finisher-draw', index: 0 })).toMatchObject({ reason: 'count-off' })
    expect(flow.packageKg[machineOf(mill)]).toBe(0)
    expect(numbers.softWasteKg - before.waste).toBeCloseTo(mill.plan.machines.finisherDraws.canKg, 6)
    expect(numbers.cansMade - before.made).toBe(0)
    expect(stores.committed[store]! - before.committed).toBe(-1)
  })

  it('lets a sister that waits for room have that place at once', () => {
    const stopMs = START_MS + Math.round(stops(day.events)[0]! * MINUTE_MS)
    const { mill } = drifting(stopMs - 1)
    const { flow, stores } = mill.state
    const { prep } = mill.layout
    const sister = machineOf(mill) + 1
    const store = prep.storeFirst[Link.finisherCan]! + prep.groupOfFinisher[0]!
    expect(prep.groupOfFinisher[1]).toBe(prep.groupOfFinisher[0])
    flow.begun[sister] = 0
    waitFor(mill, sister, 'buffer-full', stopMs - 1)
    stores.committed[store] = prep.restart[Link.finisherCan]! + 1
    const waiting = () =>
      prep.groupOfFinisher.filter(
        (group, i) => group === prep.groupOfFinisher[0] && isFor(mill, machineOf(mill) + i, 'buffer-full'),
      ).length
    const before = waiting()
    advance(mill, stopMs)
    expect(readMachine(mill, { kind: 'finisher-draw', index: 0 })).toMatchObject({ reason: 'count-off' })
    // Who has waited longest has it: the store promises as much as before.
    expect(waiting()).toBe(before - 1)
    expect(stores.committed[store]).toBe(prep.restart[Link.finisherCan]! + 1)
  })

  it('makes no kilogram more or less than its cans, those taken away, and what is in the one begun', () => {
    const { mill: begin } = drifting()
    const of = ({ state: { flow, cans, mill } }: Mill, machine: number) => {
      let made = 0
      for (let row = 0; row < Math.min(mill.cansMade, cans.number.length); row++) {
        if (cans.finisher[row] === 0 && cans.madeMs[row]! > START_MS) made++
      }
      return { kg: flow.kg[machine]!, begunKg: flow.packageKg[machine]!, made }
    }
    const [before, after] = [begin, day.mill].map((mill) => of(mill, machineOf(mill)))
    const { canKg } = begin.plan.machines.finisherDraws
    const cans = after!.made - before!.made + stops(day.events).length
    // A can is full at the whole millisecond: some milligrams each.
    expect(after!.kg - before!.kg).toBeCloseTo(cans * canKg + after!.begunKg - before!.begunKg, 2)
  })

  it('counts each as a stop of its machine, beside those that people clear', () => {
    const own = reasonsOf(day.events).filter(({ reason }) => ['count-off', 'stopped', 'fault'].includes(reason))
    const { mill: begin } = drifting()
    expect(day.mill.state.flow.stops[machineOf(begin)]! - begin.state.flow.stops[machineOf(begin)]!).toBe(own.length)
  })

  it('is saved as it stands, and goes on as if the mill had never stopped', () => {
    const stopMs = START_MS + Math.round(stops(day.events)[0]! * MINUTE_MS)
    const endMs = stopMs + 300 * MINUTE_MS
    const { mill } = drifting(stopMs)
    const again = loadMill(saveMill(mill))
    const events: MillEvent[] = []
    advance(again, endMs, (event) => events.push(event))
    expect(stops(events).length).toBeGreaterThan(2)
    expect(events).toEqual(day.events.filter(({ atMs }) => atMs > stopMs && atMs <= endMs))
  })

  const { right, wrong, minutes } = FAULTS['autoleveller-drift'].response
  it.each([
    ...right.map((response) => [response, true] as const),
    ...wrong.map((response) => [response, false] as const),
  ])('after %s it runs on: %s', (response, runs) => {
    const { mill, events } = drifting(START_MS + 300 * MINUTE_MS)
    const nowMs = mill.state.mill.nowMs
    expect(respond(mill, { response, place: 'FD01' }, nowMs).ok).toBe(true)
    advance(mill, nowMs + minutes * MINUTE_MS)
    events.length = 0
    advance(mill, nowMs + 150 * MINUTE_MS, (event) => events.push(event))
    expect(stops(events).length > 0).toBe(!runs)
    expect(reasonsOf(events).some(({ reason }) => reason === 'producing')).toBe(true)
  })
})
