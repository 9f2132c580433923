import type { StaffingNow } from '@wanding/contracts'
import type { MeasuredMill } from '../kpi'
import type { ToldCase } from './staffing-case'

/** What a figure of this case must be read with. */
export function basisOf({ of, rules }: ToldCase, said: MeasuredMill): StaffingNow['basis'] {
  return {
    scope: of.scope,
    countNe: of.countNe,
    spindles: of.spindles,
    shiftSystem: rules.shiftSystem,
    crews: rules.crews,
    attendance: rules.attendance,
    utilisation: rules.utilisation,
    shiftHours: of.roster.shiftHours,
    measures: [...of.measures],
    headcount: rules.headcount,
    normsVersion: of.norms.version,
    windowMinutes: said.windowMinutes,
    run: said.run,
    simulated: said.simulated,
  }
}
