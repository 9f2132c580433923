import { aNorms } from './norms.builder'
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
