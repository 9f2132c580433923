import type { MillPlan } from '@wanding/mill'

/**
 * What the automation measures change in tasks and rates (staffing-norms, the rungs). The mill file states times and rates with
 * all measures in force; a measure that is missing takes its own part away. No result is set here. All factors [EST].
 */
export interface MeasureEffects {
  /** S1: one attendant per doff instead of a gang of doffers. */
  doffAttendanceFactor: number
  doffStopFactor: number
  startUpFactor: number
  /** S3: bobbins arrive at the creel by rail. */
  creelFactor: number
  /** S4: lamps, roving stop, scooter. */
  guided: boolean
  rovingStop: boolean
  walkFactor: number
  /** S5: compact spinning, travelling cleaners, tight humidity control. */
  travellingCleaner: boolean
  cleaningFactor: number
  humidityUnrest: number
  breakFactor: number
  /** S9 */
  robots: boolean
}

const KMH_ON_FOOT_SHARE = 65 / 140

export function measureEffects({ measures, staff }: MillPlan): MeasureEffects {
  const has = (measure: (typeof measures)[number]) => measures.includes(measure)
  return {
    doffAttendanceFactor: (has('S1') ? 1 : 14.2 / 3) * (has('S8') ? 1 : 1.5),
    doffStopFactor: has('S1') ? 1 : 1.6,
    startUpFactor: (has('S1') ? 1 : 2) * (has('S4') ? 1 : 1.5) * (has('S5') ? 1 : 1.6),
    creelFactor: has('S3') ? 1 : 0.3 / 0.26,
    guided: has('S4') && staff.dispatch === 'guided-nearest',
    rovingStop: has('S4'),
    walkFactor: has('S4') ? 1 : KMH_ON_FOOT_SHARE,
    travellingCleaner: has('S5'),
    cleaningFactor: has('S5') ? 1 : 4,
    humidityUnrest: has('S5') ? 1 : 3,
    breakFactor: has('S5') ? 1 : 1.1,
    robots: has('S9'),
  }
}
