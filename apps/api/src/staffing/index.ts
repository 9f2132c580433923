export { STAFFING_NORMS } from './norms.token'
export { StaffingModule } from './staffing.module'
