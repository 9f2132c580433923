import { FAULTS, type FaultKind, type ResponseKind } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { activeFaults, advance, createMill, inject, type Mill, type MillEvent, readMachine, respond } from '../index'
import { chuteFullKg } from '../preparation/chute'
import { lotAt } from '../preparation/lots'
import { QUICK_MILL } from '../preparation/quick-mill.builder'
import type { MachineReading } from '../readings'
import { kindsOf } from './fault-families.builder'

const MINUTE_MS = 60_000
const START_MS = Date.UTC(2026, 0, 5)
const quickMill = () => createMill(loadMillPlan('jimo', QUICK_MILL, import.meta.url), 3, START_MS)
const INJECT_MS = START_MS + 20 * MINUTE_MS

interface Case {
  fault: FaultKind
  place: string
  severity: number
}
const CASES: readonly Case[] = [
  { fault: 'bad-lot', place: 'LOT', severity: 1 },
  { fault: 'sticky-cotton', place: 'LOT', severity: 1 },
  { fault: 'autoleveller-drift', place: 'FD01', severity: 3 },
  { fault: 'roller-eccentric', place: 'FD01', severity: 6 },
  { fault: 'spark-trip', place: 'BR01', severity: 3 },
  { fault: 'card-fire', place: 'CD02', severity: 1 },
]

it('every fault from the bale to the roving is tested here', () => {
  expect(CASES.map(({ fault }) => fault).sort()).toEqual(kindsOf('material'))
})

function faulty({ fault, place, severity }: Case): Mill {
  const mill = quickMill()
  // A card that stands for its own sake cannot burn: it waits for its moment.
  expect(inject(mill, { fault, place, severity, selfCure: false }, INJECT_MS)).toEqual({ ok: true, place })
  return mill
}

/** The laydown, or the machine, as a trainee would look at it. */
function stateOf(mill: Mill, { fault, place }: Case): string {
  if (place === 'LOT') return `lot ${lotAt(mill, mill.state.mill.nowMs)}`
  if (fault === 'autoleveller-drift') {
    const { countDeviationPercent } = read(mill, 'finisher-draw', 0) as { countDeviationPercent: number }
    return countDeviationPercent > 1.5 ? 'A % is off' : 'A % is right'
  }
  if (fault === 'roller-eccentric') {
    const { cvmPercent } = read(mill, 'finisher-draw', 0) as { cvmPercent: number }
    return cvmPercent > 3 ? 'a wave in the sliver' : 'even'
  }
  return fault === 'spark-trip' ? read(mill, 'blowroom', 0).reason : read(mill, 'card', 1).reason
}
const read = (mill: Mill, kind: 'blowroom' | 'card' | 'finisher-draw', index: number) =>
  readMachine(mill, { kind, index }) as MachineReading & { reason: string }

describe.each(CASES)('$fault', (one) => {
  const { response } = FAULTS[one.fault]
  const askMs = INJECT_MS + 250 * MINUTE_MS

  const answered = (order: ResponseKind) => {
    const mill = faulty(one)
    const events: MillEvent[] = []
    advance(mill, askMs)
    const before = stateOf(mill, one)
    expect(respond(mill, { response: order, place: one.place }, askMs).ok).toBe(true)
    advance(mill, askMs + (response.minutes + 2) * MINUTE_MS, (event) => events.push(event))
    return {
      before,
      after: stateOf(mill, one),
      cures: events.flatMap((event) => (event.kind === 'response' ? event.cures : [])),
      ended: events.filter((event) => event.kind === 'fault' && event.phase === 'cured'),
      active: activeFaults(mill).map(({ fault }) => fault),
    }
  }

  it.each(response.right)('%s cures it', (order) => {
    const { cures, ended, active, before, after } = answered(order)
    expect(cures).toEqual([one.fault])
    expect(ended).toMatchObject([{ fault: one.fault, by: 'command' }])
    expect(active).toEqual([])
    expect(after).not.toBe(before)
  })

  it.each(response.wrong)('%s does not', (order) => {
    const { cures, ended, active, before, after } = answered(order)
    expect({ cures, ended, active }).toEqual({ cures: [], ended: [], active: [one.fault] })
    expect(after).toBe(before)
  })
})

describe('symptoms in order and on time', () => {
  /** A mill at the first moment, from the usual one on, at which its line and both cards work; chutes are well filled then. */
  function working(): Mill {
    const mill = quickMill()
    const { lines } = mill.state
    advance(mill, INJECT_MS)
    const works = () =>
      lines.chuteKg[0]! > 0.75 * chuteFullKg(mill) &&
      [read(mill, 'blowroom', 0), read(mill, 'card', 0), read(mill, 'card', 1)].every(
        ({ reason }) => reason === 'producing',
      )
    while (!works()) advance(mill, mill.state.mill.nowMs + 1000)
    return mill
  }

  /** Minutes from the injection until something is seen against the mill without the fault. */
  function seenAfter(one: Case, mostMinutes: number, seen: readonly ((mill: Mill, twin: Mill) => boolean)[]): number[] {
    const [mill, twin] = [working(), working()]
    const fromMs = mill.state.mill.nowMs
    const { fault, place, severity } = one
    expect(inject(mill, { fault, place, severity, selfCure: false }, fromMs).ok).toBe(true)
    const after = seen.map(() => Number.POSITIVE_INFINITY)
    const step = mostMinutes < 60 ? 0.1 : 5
    for (let minutes = step; minutes <= mostMinutes && after.includes(Number.POSITIVE_INFINITY); minutes += step) {
      for (const each of [mill, twin]) advance(each, fromMs + minutes * MINUTE_MS)
      seen.forEach((look, i) => {
        if (after[i] === Number.POSITIVE_INFINITY && look(mill, twin)) after[i] = minutes
      })
    }
    return after
  }
  const onTime = (fault: FaultKind, after: number[]) => {
    after.forEach((minutes, i) => {
      const [earliest, latest] = FAULTS[fault].symptoms[i]!.afterMinutes
      expect(minutes, `${fault} ${i}`).toBeGreaterThanOrEqual(earliest)
      expect(minutes, `${fault} ${i}`).toBeLessThanOrEqual(latest)
    })
    expect(after).toEqual([...after].sort((a, b) => a - b))
  }
  const sparks = (mill: Mill) => mill.state.lines.sparks[0]!
  const cards = (mill: Mill) => [0, 1].map((index) => read(mill, 'card', index).reason)

  it('a spark trip counts its sparks, stops the line, and starves its cards within a quarter of an hour', () => {
    const after = seenAfter(CASES[4]!, 25, [
      (mill, twin) => sparks(mill) === sparks(twin) + 3,
      (mill) => read(mill, 'blowroom', 0).reason === 'fault',
      (mill) => cards(mill).includes('no-material'),
    ])
    onTime('spark-trip', after)
  })

  it('a card fire stops the card alone', () => {
    const after = seenAfter(CASES[5]!, 25, [(mill) => read(mill, 'card', 1).reason === 'fault'])
    onTime('card-fire', after)
    const mill = faulty(CASES[5]!)
    advance(mill, INJECT_MS + 5 * MINUTE_MS)
    expect(read(mill, 'card', 0).reason).not.toBe('fault')
    expect(read(mill, 'blowroom', 0).reason).not.toBe('fault')
  })

  it('a leveller that drifts moves A % over its ramp, and stops its draw frame', () => {
    const a = (mill: Mill) =>
      (read(mill, 'finisher-draw', 0) as { countDeviationPercent: number }).countDeviationPercent
    const after = seenAfter(CASES[2]!, 360, [
      (mill, twin) => a(mill) > a(twin) + 0.7,
      (mill) => read(mill, 'finisher-draw', 0).reason === 'count-off',
    ])
    onTime('autoleveller-drift', after)
  })

  it('a bad lot shows in the neps of the cards first, in the noil later', () => {
    const neps = (mill: Mill) => (read(mill, 'card', 0) as { nepsPerG: number }).nepsPerG
    const noil = (mill: Mill) =>
      (readMachine(mill, { kind: 'comber', index: 0 }) as { noilPercent: number }).noilPercent
    // Half of what each comes to: 80 % more neps, and 0.4 % of noil for each of 6.4 points of short fibre.
    const after = seenAfter(CASES[0]!, 1440, [
      (mill, twin) => neps(mill) > 1.4 * neps(twin),
      (mill, twin) => noil(mill) > noil(twin) + 1.3,
    ])
    onTime('bad-lot', after)
  })
})
