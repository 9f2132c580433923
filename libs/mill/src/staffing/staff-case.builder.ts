import fc from 'fast-check'
import { MEASURES, SHIFT_SYSTEMS } from '../codes'
import { SCOPES } from './norms'
import { aNorms } from './norms.builder'
import { WORK_EVENTS } from './planning-flows'
import { rosterFor } from './roster'
import type { StaffCase } from './staff-case'

/** Round norms in which measures change the same work more than once, so that their order matters. */
export const steppedNorms = aNorms({
  S1: { frameDoffMinutes: 3, spindlesPerFrame: 1200, fitterDayPosts: 3 },
  S2: { copMinutes: 0.002, windingSpindleMinutes: 0.36 },
  S4: { pieceMinutes: 0.36, patrolMinutesPer1000Spindles: 6, breaksPer1000SpindleHours: 8 },
  S5: { cleaningMinutesPer1000Spindles: 6, breaksPer1000SpindleHours: 6 },
  S8: { frameDoffMinutes: 2, copMinutes: 0.0016, fitterDayPosts: 1 },
  S9: { robotShare: 0.7, patrolMinutesPer1000Spindles: 4 },
})

export function aStaffCase(change: Partial<StaffCase> = {}): StaffCase {
  return {
    norms: steppedNorms,
    measures: ['S1', 'S4'],
    countNe: 40,
    spindles: 10_000,
    installed: {},
    measured: {},
    roster: rosterFor(steppedNorms),
    scope: 'B',
    ...change,
  }
}

const counts = fc.record({ count: fc.nat(5000), hours: fc.double({ min: 0.2, max: 24, noNaN: true }) })

/** Any mill: measured in part, any measures, count, size, crews and scope. */
export const staffCases: fc.Arbitrary<StaffCase> = fc
  .record({
    measures: fc.subarray([...MEASURES]),
    countNe: fc.double({ min: 10, max: 120, noNaN: true }),
    spindles: fc.integer({ min: 500, max: 1_000_000 }),
    installed: fc.record({ cards: fc.integer({ min: 1, max: 60 }) }, { requiredKeys: [] }),
    measured: fc.dictionary(fc.constantFrom(...WORK_EVENTS), counts),
    shiftSystem: fc.constantFrom(...SHIFT_SYSTEMS),
    scope: fc.constantFrom(...SCOPES),
  })
  .map(({ shiftSystem, ...rest }) => aStaffCase({ ...rest, roster: rosterFor(steppedNorms, { shiftSystem }) }))
