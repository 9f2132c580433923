export { NORMS_IN_USE, type NormsInUse } from './norms/norms-in-use.port'
export { StaffingModule } from './staffing.module'
export { StaffingHistoryModule } from './staffing-history.module'
export { STAFFING_PAST, type StaffingPast } from './staffing-past.port'
