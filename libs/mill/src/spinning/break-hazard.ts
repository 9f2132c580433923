import type { Measure } from '../codes'
import { exp, pow } from '../math'

/** Hazard of a healthy spindle at the reference point, breaks per spindle-hour (domain 2.4, lambda0). */
export const REFERENCE_BREAKS_PER_SPINDLE_HOUR = 5.5e-3
const REFERENCE_SPEED_RPM = 18_500
const REFERENCE_TWIST_MULTIPLIER = 3.8

/** Tension rises with the square of the speed and breaks with the 3.5th power of tension (domain 2.4, f_speed). */
export const MODEL_SPEED_EXPONENT = 7

/** (n / 18,500)^7, or another power that a mill's records tell (domain 2.4). */
export function speedFactor(spindleSpeedRpm: number, exponent: number = MODEL_SPEED_EXPONENT): number {
  return pow(spindleSpeedRpm / REFERENCE_SPEED_RPM, exponent)
}

/** (3.8 / TM)^6; valid from 3.2 to 4.3, where strength still rises with twist (domain 2.4). */
export function twistFactor(twistMultiplier: number): number {
  return pow(REFERENCE_TWIST_MULTIPLIER / twistMultiplier, 6)
}

const BUILD_BASE = 1.51
const BUILD_BODY_FROM = 0.15
const BUILD_BODY_TO = 0.75
const BUILD_NOSE = 1.42

/** Tension over the cop at constant speed: 1.51 at x = 0, 1 in the body, 1.42 at x = 1 (domain 2.4, f_build). */
export function buildFactor(x: number): number {
  if (x < BUILD_BODY_FROM) return BUILD_BASE + ((1 - BUILD_BASE) * Math.max(0, x)) / BUILD_BODY_FROM
  if (x <= BUILD_BODY_TO) return 1
  return 1 + ((BUILD_NOSE - 1) * (Math.min(1, x) - BUILD_BODY_TO)) / (1 - BUILD_BODY_TO)
}

const BEST_HUMIDITY = 57
const DRY_WIDTH = 9
const WET_WIDTH = 8

/** 1 + ((RH - 57) / a)^2, a = 9 on the dry and 8 on the wet side; RH in % as the fibre feels it (domain 2.4, f_RH). */
export function humidityFactor(relativeHumidityPercent: number): number {
  const off = relativeHumidityPercent - BEST_HUMIDITY
  const width = off < 0 ? DRY_WIDTH : WET_WIDTH
  return 1 + (off / width) * (off / width)
}

/** 1.03 for each °C above 32, 1.02 for each °C below 22 (domain 2.4, f_T). */
export function temperatureFactor(temperatureC: number): number {
  if (temperatureC > 32) return pow(1.03, temperatureC - 32)
  if (temperatureC < 22) return pow(1.02, 22 - temperatureC)
  return 1
}

/** exp(0.35 (CVm - 12.5)) (1 + 0.04 (SFC - 9)) (1 + 0.006 (neps - 25)) (domain 2.4, f_fibre). */
export function fibreFactor(fibre: { cvmPercent: number; shortFibrePercent: number; nepsPerG: number }): number {
  const evenness = exp(0.35 * (fibre.cvmPercent - 12.5))
  const shortFibre = Math.max(0.2, 1 + 0.04 * (fibre.shortFibrePercent - 9))
  const neps = Math.max(0.2, 1 + 0.006 * (fibre.nepsPerG - 25))
  return evenness * shortFibre * neps
}

/** What the break rate is multiplied with where compact spinning (S5) is missing [EST]. */
export function measureBreakFactor(measures: readonly Measure[]): number {
  return measures.includes('S5') ? 1 : 1.1
}

/** What the start-up loss is multiplied with where long frames, monitoring or compact spinning are missing [EST]. */
export function measureStartUpFactor(measures: readonly Measure[]): number {
  const has = (measure: Measure) => measures.includes(measure)
  return (has('S1') ? 1 : 2) * (has('S4') ? 1 : 1.5) * (has('S5') ? 1 : 1.6)
}

const RUNNING_IN_HOURS = 2

/** 1.3 in the first 2 h, 1 to 70 % of the life, 1.8 at 100 % and 3 at 140 % (domain 2.4, f_trav). */
export function travellerFactor(ageHours: number, lifeHours: number): number {
  if (ageHours < RUNNING_IN_HOURS) return 1.3
  const share = ageHours / lifeHours
  if (share <= 0.7) return 1
  if (share <= 1) return 1 + (0.8 * (share - 0.7)) / 0.3
  return 1.8 + (1.2 * (Math.min(share, 1.4) - 1)) / 0.4
}

/** 1 with a travelling cleaner; without, 0.05 more each hour since cleaning, at most 1.6 (domain 2.4, f_clean). */
export function cleaningFactor(hoursSinceCleaning: number, travellingCleaner: boolean): number {
  return travellingCleaner ? 1 : Math.min(1.6, 1 + 0.05 * hoursSinceCleaning)
}

/** Breaks lap more often in wet air: 6 % at 55–58 % RH, 12 % at 62, 25 % at 68, straight between (domain 2.4). */
export function lappingShare(relativeHumidityPercent: number, healthyShare = 0.06): number {
  const rh = relativeHumidityPercent
  if (rh <= 58) return healthyShare
  const rise = rh <= 62 ? 1 + (rh - 58) / 4 : 2 + ((Math.min(rh, 68) - 62) / 6) * (25 / 6 - 2)
  return healthyShare * rise
}

/** Why a running end breaks; the truth behind a break, never in telemetry (domain 2.4, cause mix). */
export const BREAK_CAUSES = [
  'raw-material',
  'fly',
  'traveller-ring',
  'roving-defect',
  'drafting-parts',
  'lapping',
  'spindle-tape',
  'operator',
  'roving-run-out',
  'frame-stop',
] as const
export type BreakCause = (typeof BREAK_CAUSES)[number]

/** Shares of the causes of running breaks in a healthy room without lapping, which depends on humidity (domain 2.4). */
export const CAUSE_SHARES: Readonly<Partial<Record<BreakCause, number>>> = {
  'raw-material': 0.35,
  fly: 0.2,
  'traveller-ring': 0.15,
  'roving-defect': 0.1,
  'drafting-parts': 0.08,
  'spindle-tape': 0.04,
  operator: 0.02,
}
