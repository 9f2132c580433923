/** What a zone loses to ends that wait for somebody: the result of every model of this folder (domain 5.1). */
export interface Interference {
  /** Mean number of spindles that run. */
  running: number
  /** Spindle efficiency: share of the spindles that run. */
  efficiency: number
  /** Mean number of ends down, waiting or in work. */
  endsDown: number
  endsDownPercent: number
  /** Interference: ends that wait for somebody busy elsewhere, % of the spindles. */
  interferencePercent: number
  /** Share of their time that the tenters are at work on ends. */
  utilisation: number
  /** Mean time until somebody sets out for the end, s. */
  waitS: number
  /** Mean time that an end is down, s. */
  downS: number
  /** Ends that break in the zone, per hour. */
  breaksPerHour: number
}

const SECONDS_PER_HOUR = 3600

/** The figures of a zone from the mean numbers of ends down and of ends waiting (Little's law). */
export function interferenceOf(zone: {
  spindles: number
  breaksPerSpindleHour: number
  serviceS: number
  tenters: number
  endsDown: number
  waiting: number
}): Interference {
  const { spindles, endsDown, waiting } = zone
  const running = spindles - endsDown
  const breaksPerHour = zone.breaksPerSpindleHour * running
  const seconds = (ends: number) => (breaksPerHour > 0 ? (ends / breaksPerHour) * SECONDS_PER_HOUR : 0)
  return {
    running,
    efficiency: running / spindles,
    endsDown,
    endsDownPercent: (100 * endsDown) / spindles,
    interferencePercent: (100 * waiting) / spindles,
    utilisation: (endsDown - waiting) / zone.tenters,
    waitS: seconds(waiting),
    downS: seconds(endsDown),
    breaksPerHour,
  }
}
