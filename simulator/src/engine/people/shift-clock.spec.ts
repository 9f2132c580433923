import { crewOnShift, SHIFT_SYSTEMS, SHIFT_TURNS } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { advance } from '../kernel/advance'
import { createMill } from '../kernel/create-mill'
import { crewOf, paceAt, shiftNumberAt, shiftOfDay, shiftStartMs } from './shift-clock'

const HOUR_MS = 3_600_000
const START_MS = Date.UTC(2026, 0, 5)
const mill = createMill(loadMillPlan('teaching', [], import.meta.url), 1, START_MS)

describe('shifts and crews', () => {
  it('begin at 08:00, 16:00 and 00:00 in the mill, by its own time zone', () => {
    const number = shiftNumberAt(mill, START_MS)
    expect(shiftOfDay(mill, number)).toBe(0)
    expect(shiftStartMs(mill, number)).toBe(START_MS)
    expect([8, 16, 24].map((hours) => shiftOfDay(mill, shiftNumberAt(mill, START_MS + hours * HOUR_MS)))).toEqual([
      1, 2, 0,
    ])
    expect(shiftNumberAt(mill, START_MS - 1)).toBe(number - 1)
  })

  it('turn in 8 days: each crew 2 early, 2 mid, 2 night, 2 off (domain 4.3)', () => {
    const first = shiftNumberAt(mill, START_MS)
    for (let crew = 0; crew < 4; crew++) {
      const days = Array.from({ length: 16 }, (_, day) => {
        const worked = [0, 1, 2].filter((shift) => crewOf(mill, first + day * 3 + shift) === crew)
        expect(worked.length).toBeLessThanOrEqual(1)
        return worked[0] ?? 'off'
      })
      expect(days.slice(8)).toEqual(days.slice(0, 8))
      for (const what of [0, 1, 2, 'off']) expect(days.slice(0, 8).filter((day) => day === what)).toHaveLength(2)
    }
  })

  it('work 12 h where the mill has two shifts', () => {
    const plan = loadMillPlan('teaching', ['staff.shiftSystem=three-crews-two-shifts'], import.meta.url)
    const other = createMill(plan, 1, START_MS)
    const first = shiftNumberAt(other, START_MS)
    expect([0, 11, 12, 24].map((hours) => shiftNumberAt(other, START_MS + hours * HOUR_MS) - first)).toEqual([
      0, 0, 1, 2,
    ])
    const crews = Array.from({ length: 12 }, (_, shift) => plan.staff.crews[crewOf(other, first + shift)])
    expect([...new Set(crews)].sort()).toEqual(['A', 'B', 'C'])
  })

  it.each(SHIFT_SYSTEMS)('%s: crews take over as their turn says', (system) => {
    const overrides = ['ringRoom.frames=1', 'ringRoom.spindlesPerFrame=48', `staff.shiftSystem=${system}`]
    const plan = loadMillPlan('teaching', overrides, import.meta.url)
    const other = createMill(plan, 1, START_MS - 1000)
    const first = shiftNumberAt(other, START_MS)
    const seen: [atMs: number, crew: string, shift: number][] = []
    advance(other, START_MS + 47 * HOUR_MS, (event) => {
      if (event.kind === 'shift') seen.push([event.atMs, event.crew, event.shift])
    })
    const { crews, shiftHours } = plan.staff
    expect(crews).toHaveLength(SHIFT_TURNS[system].crews)
    const wanted = Array.from({ length: 48 / shiftHours }, (_, i) => [
      START_MS + i * shiftHours * HOUR_MS,
      crews[crewOnShift(system, first + i)],
      (i % (24 / shiftHours)) + 1,
    ])
    expect(seen).toEqual(wanted)
  })

  it('work more slowly at the hand-over', () => {
    const crew = mill.derived.crewPace[crewOf(mill, mill.state.mill.shiftNumber)]!
    expect(paceAt(mill, START_MS + 60_000)).toBeCloseTo(crew * 1.15, 10)
    expect(paceAt(mill, START_MS + HOUR_MS)).toBe(crew)
  })
})
