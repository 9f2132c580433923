/** One tenter on a closed round without monitoring: nobody knows where an end is down until she comes by. */
export interface PatrolPlan {
  spindles: number
  /** Breaks per spindle-hour; the 12 of "12 per 1,000 spindle-hours" is 0.012. */
  breaksPerSpindleHour: number
  /** Walking time of one round, min. */
  walkMinutes: number
  /** Time to piece one end, s. */
  serviceS: number
}

export interface Patrol {
  /** Mean time of one round with its piecings, min. */
  roundMinutes: number
  endsDownPercent: number
  /** BTRA's practical rule, 0.75 lambda T: rounds are not regular (domain 2.3). */
  btraEndsDownPercent: number
  /** Share of the round that is piecing, N lambda s; the rest is walking. */
  utilisation: number
}

const MINUTES_PER_HOUR = 60
const SECONDS_PER_HOUR = 3600

/**
 * Patrol of Mack, Murphy and Webb's type: T = W/(1 - N lambda s), and an end waits half a round on the average, so that
 * lambda (T/2 + s) of the ends are down (domain 5.4). Null where N lambda s reaches 1: more ends break in a round than she can
 * piece in it, and the rounds grow without end.
 */
export function patrol({ spindles, breaksPerSpindleHour, walkMinutes, serviceS }: PatrolPlan): Patrol | null {
  const utilisation = (spindles * breaksPerSpindleHour * serviceS) / SECONDS_PER_HOUR
  if (utilisation >= 1) return null
  const roundMinutes = walkMinutes / (1 - utilisation)
  const roundHours = roundMinutes / MINUTES_PER_HOUR
  return {
    roundMinutes,
    endsDownPercent: 100 * breaksPerSpindleHour * (roundHours / 2 + serviceS / SECONDS_PER_HOUR),
    btraEndsDownPercent: btraEndsDownPercent(breaksPerSpindleHour, roundMinutes),
    utilisation,
  }
}

/** BTRA's rule d = 0.75 e t for rounds of so many minutes; breaks per spindle-hour (domain 2.3, S28). */
export function btraEndsDownPercent(breaksPerSpindleHour: number, roundMinutes: number): number {
  return (100 * 0.75 * breaksPerSpindleHour * roundMinutes) / MINUTES_PER_HOUR
}
