import { FAULTS, type ResponseKind } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { kindsOf } from '../faults/fault-families.builder'
import { activeFaults, advance, createMill, inject, type Mill, type MillEvent, respond } from '../index'
import { crewOf } from './shift-clock'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const START_MS = Date.UTC(2026, 0, 5)
const OVERRIDES = [
  'ringRoom.frames=2',
  'spinPlan.copG=20',
  'ringRoom.breaks.ratePerSpindleHour=0.012',
  'ringRoom.breaks.rogueShare=0',
  'ringRoom.stopsPerFrameDay=0',
  'faults.scale=0',
  'measures=[S1, S2, S3, S4, S5, S6, S7, S8]',
]
const crews = loadMillPlan('teaching', OVERRIDES, import.meta.url).staff.crews
const millOf = (): Mill => createMill(loadMillPlan('teaching', OVERRIDES, import.meta.url), 5, START_MS)

interface Shift {
  crew: string
  /** Mean seconds of work for a piecing, of an end down, and ends lost at starts. */
  pieceS: number
  downS: number
  startUp: number
  breaks: number
}

/** Works through shifts, and sums each up. */
function shiftsOf(mill: Mill, count: number): Shift[] {
  return Array.from({ length: count }, () => {
    const endMs = mill.state.mill.shiftStartMs + mill.derived.shiftMs
    const shift = { work: 0, pieced: 0, down: 0, up: 0, startUp: 0, breaks: 0 }
    const crew = crews[crewOf(mill, mill.state.mill.shiftNumber)]!
    advance(mill, endMs, (event) => {
      if (event.kind === 'task' && event.task === 'piece' && event.by === 'person') {
        shift.work += event.personSeconds
        shift.pieced += 1
      }
      if (event.kind !== 'spindle') return
      if (event.downSeconds !== undefined) {
        shift.down += event.downSeconds
        shift.up += 1
      }
      if (event.breakClass === 'start-up') shift.startUp += 1
      else if (event.breakClass === 'running') shift.breaks += 1
    })
    return {
      crew,
      pieceS: shift.work / shift.pieced,
      downS: shift.down / shift.up,
      startUp: shift.startUp,
      breaks: shift.breaks,
    }
  })
}
const mean = (shifts: readonly Shift[], of: (shift: Shift) => number) =>
  shifts.reduce((sum, shift) => sum + of(shift), 0) / shifts.length

it('every fault of people is tested here', () => {
  expect(kindsOf('people')).toEqual(['poor-piecing'])
})

describe('poor piecing by a crew', () => {
  const mill = millOf()
  advance(mill, START_MS + 1)
  const bad = crews[crewOf(mill, mill.state.mill.shiftNumber + 1)]!
  expect(inject(mill, { fault: 'poor-piecing', place: bad, severity: 0.6, selfCure: false }, START_MS).ok).toBe(true)
  const healthy = millOf()
  advance(healthy, START_MS + 1)
  // Two turns of four crews; the shift at hand is not whole.
  const shifts = shiftsOf(mill, 13).slice(1)
  const usual = shiftsOf(healthy, 13).slice(1)
  const part = (all: readonly Shift[], ofBad: boolean) => all.filter(({ crew }) => (crew === bad) === ofBad)

  it('shows in the shifts of that crew: slower work, longer ends down, more breaks at starts and again', () => {
    const [now, before] = [part(shifts, true), part(usual, true)]
    expect(now.length).toBeGreaterThanOrEqual(2)
    // The way there, more than half of the time, is as long as ever.
    expect(mean(now, (shift) => shift.pieceS) / mean(before, (shift) => shift.pieceS)).toBeGreaterThan(1.15)
    expect(mean(now, (shift) => shift.downS) / mean(before, (shift) => shift.downS)).toBeGreaterThan(1.2)
    expect(mean(now, (shift) => shift.startUp) / mean(before, (shift) => shift.startUp)).toBeGreaterThan(1.7)
    expect(mean(now, (shift) => shift.breaks) / mean(before, (shift) => shift.breaks)).toBeGreaterThan(1.08)
  })

  it('and not in those of the others', () => {
    const [now, before] = [part(shifts, false), part(usual, false)]
    expect(mean(now, (shift) => shift.pieceS) / mean(before, (shift) => shift.pieceS)).toBeLessThan(1.05)
    expect(mean(now, (shift) => shift.startUp) / mean(before, (shift) => shift.startUp)).toBeLessThan(1.15)
    expect(mean(now, (shift) => shift.breaks) / mean(before, (shift) => shift.breaks)).toBeLessThan(1.05)
  })

  const { response } = FAULTS['poor-piecing']
  const answered = (order: ResponseKind) => {
    const other = millOf()
    inject(other, { fault: 'poor-piecing', place: bad, severity: 0.6, selfCure: false }, START_MS)
    advance(other, START_MS + HOUR_MS)
    respond(other, { response: order, place: bad }, START_MS + HOUR_MS)
    const events: MillEvent[] = []
    advance(other, START_MS + (62 + response.minutes) * MINUTE_MS, (event) => events.push(event))
    return {
      cures: events.flatMap((event) => (event.kind === 'response' ? event.cures : [])),
      active: activeFaults(other).map(({ fault }) => fault),
    }
  }

  it.each(response.right)('%s cures it', (order) => {
    expect(answered(order)).toEqual({ cures: ['poor-piecing'], active: [] })
  })

  it.each(response.wrong)('%s does not', (order) => {
    expect(answered(order)).toEqual({ cures: [], active: ['poor-piecing'] })
  })
})
