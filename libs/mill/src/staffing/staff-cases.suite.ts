import fc from 'fast-check'
import { MEASURES, SHIFT_SYSTEMS } from '../codes'
import { SCOPES } from './norms'
import { WORK_EVENTS } from './planning-flows'
import { rosterFor } from './roster'
import type { StaffCase } from './staff-case'
import { aStaffCase, steppedNorms } from './staff-case.builder'

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
