import { describe, expect, it } from 'vitest'
import { SHIFT_SYSTEMS } from '../codes'
import { crewOnShift, crewsOnRoll, hoursPerMonth, SHIFT_TURNS } from './shift-systems'

/** What a crew does on each day: the shift it works, or 'off'. */
function daysOf(system: (typeof SHIFT_SYSTEMS)[number], crew: number, days: number) {
  const { shiftsPerDay } = SHIFT_TURNS[system]
  return Array.from({ length: days }, (_, day) => {
    const worked = Array.from({ length: shiftsPerDay }, (_, shift) => shift).filter(
      (shift) => crewOnShift(system, day * shiftsPerDay + shift) === crew,
    )
    expect(worked.length).toBeLessThanOrEqual(1)
    return worked[0] ?? 'off'
  })
}

describe('shift systems (domain 4.3)', () => {
  it.each`
    system                        | word            | relief  | hours
    ${'four-crews-three-shifts'}  | ${'四班三运转'} | ${4.21} | ${182.5}
    ${'three-crews-three-shifts'} | ${'三班三运转'} | ${3.16} | ${243.3}
    ${'three-crews-two-shifts'}   | ${'三班两运转'} | ${3.16} | ${243.3}
    ${'four-crews-two-shifts'}    | ${'四班两运转'} | ${4.21} | ${182.5}
    ${'two-crews-two-shifts'}     | ${'两班两运转'} | ${2.46} | ${312.9}
  `('$word: $relief persons on the roll for a post, $hours h a month', ({ system, relief, hours }) => {
    // The document prints 180 h for a month of 30 days: 22.5 shifts of 8 h.
    expect(crewsOnRoll(system) / 0.95).toBeCloseTo(relief, 2)
    expect(hoursPerMonth(system)).toBeCloseTo(hours, 1)
  })

  it.each`
    system                        | cycle
    ${'four-crews-three-shifts'}  | ${[0, 0, 1, 1, 2, 2, 'off', 'off']}
    ${'three-crews-two-shifts'}   | ${[0, 0, 1, 1, 'off', 'off']}
    ${'four-crews-two-shifts'}    | ${[0, 0, 1, 1, 'off', 'off', 'off', 'off']}
    ${'three-crews-three-shifts'} | ${[0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2]}
    ${'two-crews-two-shifts'}     | ${[0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1]}
  `('$system: every crew has the same turn, early before late before night before off', ({ system, cycle }) => {
    const { crews, daysOnAShift } = SHIFT_TURNS[system as keyof typeof SHIFT_TURNS]
    const wanted = [...cycle, ...cycle].join(' ')
    expect(daysOf(system, 0, cycle.length * 2).join(' ')).toBe(wanted)
    for (let crew = 1; crew < crews; crew++) {
      // Each crew is as far behind the one before it as a crew stays on a shift.
      const turn = daysOf(system, crew, cycle.length * 2)
      const later = cycle.map((_: unknown, day: number) => cycle[(day + daysOnAShift * crew) % cycle.length])
      expect(turn.join(' ')).toBe([...later, ...later].join(' '))
    }
  })

  it.each(SHIFT_SYSTEMS)(
    '%s: a day is manned, also before the epoch, and each crew works as much as the others',
    (system) => {
      const { crews, shiftsPerDay, shiftHours, daysOnAShift } = SHIFT_TURNS[system]
      expect(shiftsPerDay * shiftHours).toBe(24)
      const shifts = Array.from({ length: crews * daysOnAShift * shiftsPerDay * 2 }, (_, i) => i - 50 * shiftsPerDay)
      const worked = new Array<number>(crews).fill(0)
      for (const shift of shifts) {
        const crew = crewOnShift(system, shift)
        expect(crew).toBe(crewOnShift(system, shift + crews * daysOnAShift * shiftsPerDay))
        worked[crew]! += 1
      }
      expect(new Set(worked).size).toBe(1)
    },
  )
})
