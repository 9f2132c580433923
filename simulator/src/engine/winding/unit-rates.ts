import { copCycleS, copLengthM, copRunS, WINDING_TIMES } from '@wanding/mill'
import { woundArticle } from '../kernel/articles'
import type { Mill } from '../kernel/state'

/** Of the joints that must be made twice, those where the end was not found; the rest is splices that failed [EST]. */
const END_NOT_FOUND_SHARE = 0.1
/** A fresh bobbin does not help where the upper end is lost in the cone [EST]. */
const FRESH_BOBBIN_FAILS = 0.12
/** Splices that fail on a healthy unit (domain 2.7: 2–4 %). */
export const SPLICE_FAILURE_SHARE = 0.03
/** Units wait for the cone doffer and for the next cop; red lights and jams make up the rest of the 3 % of domain 2.7 [EST]. */
export const WAITING_SHARE = 0.0245

/** Chance that one try of a joint fails. */
export const tryFails = (failureShare: number): number => Math.min(1, END_NOT_FOUND_SHARE + failureShare)

/** Tries that a joint takes, at most three. */
export const triesPerJoint = (failureShare: number): number => {
  const p = tryFails(failureShare)
  return 1 + p + p * p
}

/** Chance that a joint ends with a red light: every try has failed, and a fresh bobbin does not help either. */
export const redPerJoint = (failureShare: number): number => {
  const p = tryFails(failureShare)
  return p * p * p * Math.min(1, p + FRESH_BOBBIN_FAILS)
}

/** Cops that a unit takes while nothing is wrong with it, per ms. */
export function unitCopsPerMs(mill: Mill, winder: number, unit: number): number {
  const { winders, windingUnits } = mill.state
  const { spinPlan, machines } = mill.plan
  const cuts = winders.meanCuts[winder]! * windingUnits.cutFactor[unit]!
  const tries = triesPerJoint(windingUnits.failureShare[unit]!)
  const plan = {
    copLengthM: copLengthM(spinPlan.copG, woundArticle(mill, winder).tex),
    copG: spinPlan.copG,
    speedMPerMin: machines.winders.speedMPerMin,
    coneKg: machines.winders.conePackageKg,
  }
  // The bobbin change holds the time of one good joint; a unit that fails more often needs longer for it.
  const slow = WINDING_TIMES.spliceS * Math.max(0, tries - triesPerJoint(SPLICE_FAILURE_SHARE))
  return (1 - WAITING_SHARE) / ((copCycleS(plan, cuts, tries - 1) + slow) * 1000)
}

/** Share of a unit's time in which yarn runs. */
export function unitEfficiency(mill: Mill, winder: number, unit: number): number {
  const { spinPlan, machines } = mill.plan
  const copM = copLengthM(spinPlan.copG, woundArticle(mill, winder).tex)
  const runMs = copRunS({ copLengthM: copM, speedMPerMin: machines.winders.speedMPerMin }) * 1000
  return unitCopsPerMs(mill, winder, unit) * runMs
}
