import { departmentSignal } from '@wanding/contracts'
import { ENERGY_DEPARTMENTS } from '@wanding/mill'

/** Counters of machines of any kind that reports are made from, and what their gains are called there. */
export const TALLIED: Readonly<Record<string, string>> = {
  'production/total': 'kg',
  'energy/total': 'kwh',
  'spindles/runHours': 'runHours',
  'breaks/running': 'breaks',
  'breaks/startUp': 'startUpBreaks',
  'piecing/byPeople': 'byPeople',
  'piecing/byRobot': 'byRobot',
  'piecing/downSeconds': 'downSeconds',
  'doff/count': 'doffs',
  'doff/faults': 'doffFaults',
  'doff/cops': 'copsDoffed',
  'creel/bobbinsChanged': 'bobbins',
  'winding/cuts': 'cuts',
  'winding/cops': 'cops',
  'winding/copsRejected': 'copsRejected',
  'winding/splices': 'splices',
  'winding/spliceFailureCount': 'spliceFailures',
  'packing/cones': 'cones',
  ...Object.fromEntries(ENERGY_DEPARTMENTS.map((department) => [departmentSignal(department), `kwh:${department}`])),
}

/** Gauges whose mean over time is told, as their magnitude × hours beside the hours. */
export const TALLIED_GAUGES: Readonly<Record<string, string>> = { 'sliver/countDeviation': 'countDeviation' }
