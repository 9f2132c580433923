import { FAULT_KINDS, FAULTS, type FaultKind, type FaultSymptom } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import {
  activeFaults,
  advance,
  createMill,
  inject,
  loadMill,
  type Mill,
  type MillEvent,
  respond,
  saveMill,
} from '../index'
import { anyPlace, placeId, placeOf, placesOf } from './fault-places'
import { ORDER_CAPACITY } from './fault-state'
import { severityAt } from './fault-table'
import { faultsPerYear } from './spontaneous'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const START_MS = Date.UTC(2026, 0, 5)
const plan = (...overrides: string[]) => loadMillPlan('teaching', overrides, import.meta.url)
const SMALL = ['ringRoom.frames=2', 'ringRoom.spindlesPerFrame=48']
const quiet = plan(...SMALL, 'faults.scale=0')

function run(mill: Mill, toMs: number): MillEvent[] {
  const events: MillEvent[] = []
  advance(mill, toMs, (event) => events.push(event))
  return events
}
const faultsOf = (events: readonly MillEvent[]) => events.filter((event) => event.kind === 'fault')
const onsetsOf = (events: readonly MillEvent[]) => faultsOf(events).filter(({ phase }) => phase === 'onset')

describe('spontaneous faults', () => {
  it('do not come at scale 0', () => {
    expect(FAULT_KINDS.filter((kind) => faultsPerYear(quiet, kind) > 0)).toEqual([])
    expect(faultsOf(run(createMill(quiet, 3, START_MS), START_MS + 10 * DAY_MS))).toEqual([])
  })

  it('come at the stated rate, within what chance makes of it', () => {
    const rates: Partial<Record<FaultKind, number>> = {
      'cleaner-failure': 200_000,
      'spark-trip': 50_000,
      'missed-doff': 30_000,
      'frame-stop': 150_000,
    }
    const settings = Object.entries(rates).map(([kind, rate]) => `faults.rates.${kind}=${rate}`)
    const rooms = ['ringRoom.frames=30', 'ringRoom.spindlesPerFrame=48', 'spinPlan.copG=150']
    const many = plan(...rooms, ...settings, 'measures=[S5]')
    const days = 4
    const onsets = onsetsOf(run(createMill(many, 5, START_MS), START_MS + days * DAY_MS))
    for (const kind of Object.keys(rates) as FaultKind[]) {
      const expected = (faultsPerYear(many, kind) * days) / 365
      const count = onsets.filter(({ fault }) => fault === kind).length
      expect(expected).toBeGreaterThan(4)
      // Some find their place taken or unfit: a frame that stands cannot stop.
      expect(count, kind).toBeGreaterThan(0.88 * expected - 3.3 * Math.sqrt(expected))
      expect(count, kind).toBeLessThan(expected + 3.3 * Math.sqrt(expected))
    }
  })

  it('scale with the size of the mill and with the scale', () => {
    const one = plan('ringRoom.frames=1')
    const kind = 'rogue-spindle'
    expect(faultsPerYear(plan('ringRoom.frames=3'), kind)).toBeCloseTo(3 * faultsPerYear(one, kind))
    expect(faultsPerYear(plan('ringRoom.frames=1', 'faults.scale=4'), kind)).toBeCloseTo(4 * faultsPerYear(one, kind))
    expect(faultsPerYear(plan('ringRoom.frames=84'), kind)).toBeCloseTo(13 * 365)
    expect(faultsPerYear(plan('spinPlan.material=cotton-carded'), 'card-fire')).toBeGreaterThan(0)
  })
})

describe('commands', () => {
  it.each([
    [{ fault: 'cot-wear', place: 'RF03' }, 'unknown-place'],
    [{ fault: 'cot-wear', place: 'RF01/3' }, 'unknown-place'],
    [{ fault: 'rogue-spindle', place: 'RF01/49' }, 'unknown-place'],
    [{ fault: 'gateway-outage', place: 'GW01' }, 'not-in-the-mill'],
    [{ fault: 'cot-wear', place: 'RF01', severity: 3 }, 'bad-severity'],
    [{ fault: 'cot-wear', place: 'RF01', severity: 0 }, 'bad-severity'],
    [{ fault: 'no-such' as FaultKind, place: 'RF01' }, 'unknown-fault'],
  ] as const)('refuses %o: %s', (command, reason) => {
    expect(inject(createMill(quiet, 1, START_MS), command, START_MS)).toMatchObject({ ok: false, reason })
  })

  it('take a fault once at a place, and not more than the table holds', () => {
    const mill = createMill(quiet, 1, START_MS)
    expect(inject(mill, { fault: 'cot-wear', place: 'RF01' }, START_MS)).toEqual({ ok: true, place: 'RF01' })
    expect(inject(mill, { fault: 'cot-wear', place: 'RF01' }, START_MS)).toMatchObject({ reason: 'already-there' })
    const capacity = mill.state.faults.kind.length
    for (const fault of ['rogue-spindle', 'slip-spindle', 'idle-spindle'] as const) {
      for (let position = 1; position <= 48; position++) {
        for (const frame of ['RF01', 'RF02']) inject(mill, { fault, place: `${frame}/${position}` }, START_MS + DAY_MS)
      }
    }
    expect(activeFaults(mill)).toHaveLength(capacity)
    expect(inject(mill, { fault: 'cot-wear', place: 'RF02' }, START_MS)).toMatchObject({ reason: 'full' })
    for (let i = 0; i < ORDER_CAPACITY; i++) respond(mill, { response: 'wait', place: 'MILL' }, START_MS)
    expect(respond(mill, { response: 'wait', place: 'MILL' }, START_MS)).toMatchObject({ reason: 'full' })
  })

  it('act at their moment, ramp up, and end after their time', () => {
    const mill = createMill(quiet, 1, START_MS)
    const atMs = START_MS + 10 * MINUTE_MS
    inject(mill, { fault: 'cot-wear', place: 'RF02', severity: 0.8, rampMinutes: 20, minutes: 30 }, atMs)
    const severity = (minutes: number) => {
      const events = run(mill, START_MS + minutes * MINUTE_MS)
      return [severityAt(mill, 'cot-wear', 1, START_MS + minutes * MINUTE_MS), faultsOf(events).length]
    }
    expect([9, 20, 30, 39, 41].map(severity)).toEqual([
      [0, 0],
      [0.4, 1],
      [0.8, 0],
      [0.8, 0],
      [0, 1],
    ])
  })

  it('the mill’s own people cure a frame stop, unless it is held', () => {
    const ended = (selfCure: boolean) => {
      const mill = createMill(plan('ringRoom.frames=1', 'faults.scale=0'), 2, START_MS)
      inject(mill, { fault: 'frame-stop', place: 'RF01', selfCure }, START_MS + 5 * MINUTE_MS)
      return faultsOf(run(mill, START_MS + 60 * MINUTE_MS)).map(({ phase, by }) => `${phase} by ${by}`)
    }
    expect(ended(true)).toEqual(['onset by command', 'cured by people'])
    expect(ended(false)).toEqual(['onset by command'])
  })
})

describe('determinism with faults', () => {
  const busy = plan('ringRoom.frames=2', 'ringRoom.spindlesPerFrame=96', 'faults.scale=300', 'spinPlan.copG=15')
  const endMs = START_MS + 10 * 60 * MINUTE_MS
  const made = () => {
    const mill = createMill(busy, 17, START_MS)
    inject(mill, { fault: 'suction-filter-full', place: 'RF01' }, START_MS + 61 * MINUTE_MS)
    inject(mill, { fault: 'rogue-spindle', place: 'RF02/7', severity: 200, selfCure: false }, START_MS + 30 * MINUTE_MS)
    respond(mill, { response: 'clean-filter', place: 'RF01' }, START_MS + 90 * MINUTE_MS)
    return mill
  }
  const whole = made()
  const events = run(whole, endMs)

  it('has plenty to go wrong', () => {
    expect(faultsOf(events).length).toBeGreaterThan(20)
    expect(events).toContainEqual(expect.objectContaining({ kind: 'response', cures: ['suction-filter-full'] }))
  })

  it.each([7, 45, 100, 333])('saved and loaded after %i minutes, it goes on as if it had never stopped', (minutes) => {
    const first = made()
    const before = run(first, START_MS + minutes * MINUTE_MS)
    const loaded = loadMill(saveMill(first))
    expect([...before, ...run(loaded, endMs)]).toEqual(events)
    expect(saveMill(loaded)).toEqual(saveMill(whole))
    expect(activeFaults(loaded)).toEqual(activeFaults(whole))
  })
})

describe('places', () => {
  const jimo = loadMillPlan('jimo', [], import.meta.url)
  it.each([
    ['spindle', 'RF03/417'],
    ['ring-frame', 'RF84'],
    ['zone', 'Z01'],
    ['air-main', 'CA02'],
    ['feeder', 'EL01'],
    ['gateway', 'GW01'],
    ['lot', 'LOT'],
    ['mill', 'MILL'],
    ['crew', jimo.staff.crews[0]!],
    ['winder-unit', 'WD84/2'],
    ['finisher-draw', 'FD01'],
  ] as const)('a %s is called %s', (kind, text) => {
    const place = placeOf(jimo, kind, text)!
    expect(placeId(jimo, place)).toBe(text)
    expect(anyPlace(jimo, text)).toEqual(place)
    expect(place.index).toBeLessThan(placesOf(jimo, kind))
  })

  it('a plant stands for its zone, and what is not there is none', () => {
    expect(anyPlace(jimo, 'AC02')).toEqual(anyPlace(jimo, 'Z02'))
    for (const text of ['RF85', 'RF01/0', 'RF01/1201', 'RF01/1/1', 'RF1', '', 'Z99'])
      expect(anyPlace(jimo, text)).toBeUndefined()
  })
})

describe.each(FAULT_KINDS)('the data of %s', (kind) => {
  const { severity, response, cure } = FAULTS[kind]
  const symptoms: readonly FaultSymptom[] = FAULTS[kind].symptoms
  it('fits together', () => {
    expect(severity.usual[0]).toBeLessThanOrEqual(severity.usual[1])
    expect(severity.usual[1]).toBeLessThanOrEqual(severity.most)
    expect(symptoms.length).toBeGreaterThan(0)
    for (const { afterMinutes, fromSeverity = 0 } of symptoms) {
      expect(afterMinutes[0]).toBeLessThanOrEqual(afterMinutes[1])
      expect(fromSeverity).toBeLessThanOrEqual(severity.most)
    }
    expect(symptoms.map(({ afterMinutes }) => afterMinutes[0])).toEqual(
      symptoms.map(({ afterMinutes }) => afterMinutes[0]).sort((a, b) => a - b),
    )
    expect(response.right.filter((right) => response.wrong.includes(right))).toEqual([])
    if ('minutes' in cure) expect(cure.minutes[0]).toBeLessThanOrEqual(cure.minutes[1])
  })
})
