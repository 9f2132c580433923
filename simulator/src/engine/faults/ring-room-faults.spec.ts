import { FAULTS, type FaultKind } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import {
  activeFaults,
  advance,
  createMill,
  inject,
  type Mill,
  type MillEvent,
  readMachine,
  readRingFrame,
  readSpindleRpm,
  readSpindleStates,
  respond,
} from '../index'
import type { RingFrameReading, WinderReading } from '../readings'
import { kindsOf } from './fault-families.builder'

const MINUTE_MS = 60_000
const START_MS = Date.UTC(2026, 0, 5)
const INJECT_MS = START_MS + 20 * MINUTE_MS
const FRAME = 0
/** The spindle that faults of one spindle are at, 1-based. */
const POSITION = 100

interface Look extends RingFrameReading {
  spindleState: number
  spindleRpm: number
  tubeRejects: number
}

function look(mill: Mill): Look {
  const reading = readRingFrame(mill, FRAME)
  const states = new Uint8Array(reading.spindles)
  const rpm = new Uint16Array(reading.spindles)
  readSpindleStates(mill, FRAME, states)
  readSpindleRpm(mill, FRAME, rpm)
  const { tubeRejectPercent } = readMachine(mill, { kind: 'winder', index: FRAME }) as WinderReading
  return {
    ...reading,
    spindleState: states[POSITION - 1]! & 0x0f,
    spindleRpm: rpm[POSITION - 1]!,
    tubeRejects: tubeRejectPercent,
  }
}

type Seen = (now: Look, twin: Look, before: Look) => boolean
/** A count that has grown beyond what chance makes of the twin's, which has no fault. */
const beyondChance =
  (of: (reading: Look) => number): Seen =>
  (now, twin, before) => {
    const expected = of(twin) - of(before)
    if (expected === 0) return of(now) > of(before)
    return of(now) - of(before) > expected + 3 * Math.sqrt(expected) + 3
  }

/** What an eye on the readings of the frame takes for each symptom, against the same mill without the fault. */
const SEEN: Readonly<Record<string, Seen>> = {
  'breaks/running rises': beyondChance((frame) => frame.breaksRunning),
  'breaks/startUp rises': beyondChance((frame) => frame.breaksStartUp),
  'spindles/transitions jumps': (now) => now.spindleState !== 1,
  'spindles/rpm falls': (now, twin) => now.spindleRpm > 0 && now.spindleRpm < 0.97 * twin.spindleRpm,
  'spindles/slip rises': (now, twin) => now.slip > twin.slip,
  'spindles/idle rises': (now, twin) => now.idle > twin.idle,
  'spindles/rogue rises': (now, twin) => now.rogue > twin.rogue,
  'spindles/noRoving rises': (now, twin) => now.noRoving > twin.noRoving,
  'spindles/endsDown rises': (now, twin) => now.endsDown > 2 * twin.endsDown + 3,
  'production/rate falls': (now, twin) => now.productionKgPerHour < twin.productionKgPerHour,
  'machine/state jumps': (now) => now.state === 'OutOfService',
  'machine/mode jumps': (now, _, before) => now.mode !== before.mode,
  'machine/reason jumps': (now, twin) => now.reason !== twin.reason,
  'spindle/speed falls': (now, twin) => now.spindleSpeedRpm < 0.5 * twin.spindleSpeedRpm,
  'energy/power falls': (now, twin) => now.powerKw < 0.5 * twin.powerKw,
  'energy/power rises': (now, twin) => now.powerKw > 1.01 * twin.powerKw,
  'stops/count rises': (now, _, before) => now.stops > before.stops,
  'doff/faults rises': (now, _, before) => now.doffFaults > before.doffFaults,
  'doff/duration rises': (now, twin) => now.lastDoffStopS > twin.lastDoffStopS + 200,
  'cleaner/position freezes': (now, twin, before) =>
    now.cleanerPositionM === before.cleanerPositionM && twin.cleanerPositionM !== before.cleanerPositionM,
  'suction/drafting falls': (now, twin) => now.draftingSuctionPa < twin.draftingSuctionPa - 20,
  'traveller/age falls': (now, _, before) => now.travellerAgeH < before.travellerAgeH,
  'frame/lot jumps': (now, _, before) => now.lot !== before.lot,
  'winding/tubeRejects rises': (now, twin) => now.tubeRejects > twin.tubeRejects + 0.5,
}

interface Case {
  fault: FaultKind
  severity?: number
  /** Ramps of days are drawn together; then only the latest time of a symptom means anything. */
  rampMinutes?: number
  /** Breaks an hour of a spindle: many to see a rate change soon, none to see one spindle. */
  breaks?: number
}

const MANY = 0.06
const CASES: readonly Case[] = [
  { fault: 'end-break', breaks: 0 },
  { fault: 'roving-run-out', breaks: 0 },
  { fault: 'rogue-spindle', severity: 500, breaks: 0.002 },
  { fault: 'slip-spindle', severity: 8, breaks: 0 },
  { fault: 'idle-spindle', breaks: 0 },
  { fault: 'start-up-breaks', severity: 0.1 },
  { fault: 'lapping-cluster', severity: 0.9, breaks: MANY },
  { fault: 'frame-stop' },
  { fault: 'doffer-fault' },
  { fault: 'missed-doff' },
  { fault: 'traveller-wear', severity: 1.4, rampMinutes: 10, breaks: MANY },
  { fault: 'wrong-traveller', severity: 4, breaks: MANY },
  { fault: 'cot-wear', severity: 2, rampMinutes: 10, breaks: MANY },
  { fault: 'cleaner-failure', severity: 3, breaks: MANY },
  { fault: 'suction-filter-full', severity: 600, breaks: MANY },
  { fault: 'traveller-change' },
  { fault: 'lot-change', severity: 90 },
  { fault: 'wrong-tube', severity: 0.05 },
  { fault: 'wrong-roving', severity: 10, breaks: MANY },
]

const placeOfCase = ({ fault }: Case): string => (FAULTS[fault].place === 'spindle' ? `RF01/${POSITION}` : 'RF01')

function millOf({ breaks = 0.004 }: Case): Mill {
  const overrides = [
    'ringRoom.frames=1',
    'spinPlan.copG=20',
    'faults.scale=0',
    'ringRoom.breaks.rogueShare=0',
    'ringRoom.standing.idleShare=0',
    'ringRoom.standing.slipShare=0',
    `ringRoom.breaks.ratePerSpindleHour=${breaks}`,
    'ringRoom.travellerLifeH=5000',
    'ringRoom.breaks.gammaShape=100',
    // A fitter who stands beside it would have it out of production before it shows.
    'staff.fittersOnSpindles=0',
    ...(breaks === 0 ? ['ringRoom.breaks.startUpShare=0'] : []),
  ]
  const mill = createMill(loadMillPlan('teaching', overrides, import.meta.url), 11, START_MS)
  advance(mill, INJECT_MS)
  return mill
}

function order(mill: Mill, one: Case, selfCure = false): void {
  const { fault, severity, rampMinutes } = one
  const command = {
    fault,
    place: placeOfCase(one),
    selfCure,
    ...(severity !== undefined && { severity }),
    ...(rampMinutes !== undefined && { rampMinutes }),
  }
  expect(inject(mill, command, INJECT_MS)).toEqual({ ok: true, place: placeOfCase(one) })
}

it('every fault of a frame or a spindle is tested here', () => {
  expect(CASES.map(({ fault }) => fault).sort()).toEqual(kindsOf('ring-room'))
})

describe.each(CASES)('$fault', (one) => {
  const spec = FAULTS[one.fault]
  // What the winder sees of the yarn takes hours; of its tubes it sees at once.
  const symptoms = spec.symptoms.filter(({ signal, change }) => `${signal} ${change}` in SEEN)

  it('shows its symptoms in order and on time', () => {
    const mill = millOf(one)
    const twin = millOf(one)
    // What a trainer holds does not end, and so tells no duration and no new lot.
    order(mill, one, one.fault === 'doffer-fault' || one.fault === 'lot-change')
    const before = look(mill)
    const shownAfter: number[] = symptoms.map(() => Number.POSITIVE_INFINITY)
    const latest = Math.max(...symptoms.map(({ afterMinutes }) => afterMinutes[1]))
    const step = latest < 5 ? 0.05 : 0.5
    for (
      let minutes = step;
      minutes <= latest + step && shownAfter.includes(Number.POSITIVE_INFINITY);
      minutes += step
    ) {
      advance(mill, INJECT_MS + minutes * MINUTE_MS)
      advance(twin, INJECT_MS + minutes * MINUTE_MS)
      const [now, healthy] = [look(mill), look(twin)]
      symptoms.forEach(({ signal, change }, i) => {
        const seen = SEEN[`${signal} ${change}`]!
        if (shownAfter[i] === Number.POSITIVE_INFINITY && seen(now, healthy, before)) shownAfter[i] = minutes
      })
    }
    symptoms.forEach(({ afterMinutes: [earliest, most] }, i) => {
      // A look sees what was before it.
      expect(shownAfter[i]).toBeLessThanOrEqual(most + step)
      if (one.rampMinutes === undefined) expect(shownAfter[i]).toBeGreaterThanOrEqual(earliest - step)
    })
    expect(shownAfter).toEqual([...shownAfter].sort((a, b) => a - b))
  })

  const answered = (response: (typeof spec.response.right)[number]) => {
    const mill = millOf(one)
    order(mill, one)
    // Late enough for faults that wait for the next doff.
    const askMs =
      INJECT_MS + (spec.symptoms[0]!.afterMinutes[1] >= 120 && one.breaks === undefined ? 100 : 30) * MINUTE_MS
    advance(mill, askMs)
    expect(respond(mill, { response, place: placeOfCase(one) }, askMs).ok).toBe(true)
    const events: MillEvent[] = []
    advance(mill, askMs + (spec.response.minutes + 2) * MINUTE_MS, (event) => events.push(event))
    return {
      cures: events.flatMap((event) => (event.kind === 'response' ? event.cures : [])),
      ended: events.filter((event) => event.kind === 'fault' && event.phase === 'cured'),
      active: activeFaults(mill).map(({ fault }) => fault),
    }
  }

  // What has come to its end by itself by then has nothing left to cure.
  const lasting = !['end-break', 'roving-run-out', 'start-up-breaks', 'traveller-change'].includes(one.fault)
  it.each(lasting ? spec.response.right : [])('%s cures it', (response) => {
    const { cures, ended, active } = answered(response)
    expect(cures).toEqual([one.fault])
    expect(ended).toMatchObject([{ fault: one.fault, by: 'command' }])
    expect(active).toEqual([])
  })

  it.each(lasting ? spec.response.wrong : [])('%s does not', (response) => {
    expect(answered(response)).toEqual({ cures: [], ended: [], active: [one.fault] })
  })
})
