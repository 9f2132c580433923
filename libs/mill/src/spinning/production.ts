import { texOf, twistPerMetre } from './count-and-twist'

/** Diameter of the front roller, mm (domain 2.1). */
export const FRONT_ROLLER_MM = 27

const MINUTES_PER_HOUR = 60

/** Delivery of the front roller, m/min: spindle speed / twist (domain 2.1). */
export function deliveryMPerMin(spindleSpeedRpm: number, turnsPerMetre: number): number {
  return spindleSpeedRpm / turnsPerMetre
}

/** Front roller speed, rpm, at a delivery in m/min (domain 2.1). */
export function frontRollerRpm(delivery: number, diameterMm = FRONT_ROLLER_MM): number {
  return (1000 * delivery) / (Math.PI * diameterMm)
}

/** Traveller speed, m/s: pi D n / 60; routine up to 40, the limit of ring spinning is about 45 (domain 1.1, 2.1). */
export function travellerSpeedMPerS(spindleSpeedRpm: number, ringDiameterMm: number): number {
  return (Math.PI * (ringDiameterMm / 1000) * spindleSpeedRpm) / 60
}

/** Speed of the traveller, rpm: it lags the spindle by the turns that wind the yarn up (domain 2.1). */
export function travellerRpm(spindleSpeedRpm: number, delivery: number, windingDiameterMm: number): number {
  return spindleSpeedRpm - delivery / (Math.PI * (windingDiameterMm / 1000))
}

/** Production of one spindle, g/h: 60 v tex / 1000 x efficiency (domain 2.1). */
export function gramsPerSpindleHour(delivery: number, tex: number, efficiency = 1): number {
  return ((MINUTES_PER_HOUR * delivery * tex) / 1000) * efficiency
}

/** Production of one spindle at 100 %, g/h, straight from count, twist multiplier and speed (domain 1.2, 2.1). */
export function fullProductionGPerSpindleHour(yarn: {
  countNe: number
  twistMultiplier: number
  spindleSpeedRpm: number
}): number {
  const turns = twistPerMetre(yarn.countNe, yarn.twistMultiplier)
  return gramsPerSpindleHour(deliveryMPerMin(yarn.spindleSpeedRpm, turns), texOf(yarn.countNe))
}

/** Length of yarn on a full cop, m (domain 1.3: 50 g at Ne 40 are 3,387 m). */
export function copLengthM(copG: number, tex: number): number {
  return (copG * 1000) / tex
}

/** Hours to spin a full cop at 100 % (domain 2.1). */
export function copRunHours(copG: number, gramsPerHour: number): number {
  return copG / gramsPerHour
}

/** Share of the time lost to doffing, a fraction: stop / (run + stop) (domain 2.1). */
export function doffLossShare(runHours: number, stopMinutes: number): number {
  const stopHours = stopMinutes / MINUTES_PER_HOUR
  return stopHours / (runHours + stopHours)
}

/** Hours that one roving bobbin lasts on the creel (domain 1.3: 2.5 kg at Ne 40 last 144 h). */
export function rovingBobbinHours(bobbinKg: number, gramsPerHour: number): number {
  return (bobbinKg * 1000) / gramsPerHour
}

/** Sliver or roving production, kg/h: v x 60 x ktex / 1000, ktex being g/m (domain 2.1: 227 m/min of 5.5 ktex are 75 kg/h). */
export function sliverKgPerHour(deliveryM: number, ktex: number): number {
  return (deliveryM * MINUTES_PER_HOUR * ktex) / 1000
}

/** Comber production, kg/h: nips x feed x lap weight x heads x 60 x (1 - noil) / 10^6 (domain 2.1). */
export function comberKgPerHour(comber: {
  nipsPerMin: number
  feedMm: number
  lapGPerM: number
  heads: number
  noilShare: number
}): number {
  const { nipsPerMin, feedMm, lapGPerM, heads, noilShare } = comber
  return (nipsPerMin * feedMm * lapGPerM * heads * MINUTES_PER_HOUR * (1 - noilShare)) / 1e6
}

/** Total draft of the ring frame: roving tex / yarn tex (domain 1.2). */
export function totalDraft(countNe: number, rovingNe: number): number {
  return countNe / rovingNe
}
