import {
  copCycleS,
  copLengthM,
  deliveryMPerMin,
  FRAME_POWER,
  fibreFactor,
  type MillPlan,
  pow,
  rogueThreshold,
  type SpinPlan,
  speedFactor,
  texOf,
  twistFactor,
  twistPerMetre,
} from '@wanding/mill'
import { doffProfile } from '../ring-room/doff-profile'
import { noCutShares } from '../winding/cop-cuts'
import type { Article, ArticleConstants } from './article'
import type { MeasureEffects } from './measure-effects'
import type { Mill } from './state'

const HOUR_MS = 3_600_000
/** The rogue rule's table is for a mill of this size (domain 6.3). */
const RATED_SPINDLES = 100_800

/** All articles of a mill: that of its spin plan first, then those that frames may be changed to. */
export function articlesOf(plan: MillPlan, effects: MeasureEffects): Article[] {
  const first = { id: plan.spinPlan.lot, ...plan.spinPlan }
  return [first, ...plan.articles].map(({ id, ...own }) => {
    const spinPlan = spinPlanOf(plan.spinPlan, own)
    return {
      id,
      spinPlan,
      profile: doffProfile(spinPlan, plan.ringRoom.breaks.speedExponent),
      ...constantsOf(plan, spinPlan, effects),
    }
  })
}

/** The first plan with another count: the same roving, so that the finer yarn has fewer fibres and is less even (domain 2.6). */
function spinPlanOf(first: SpinPlan, own: Omit<MillPlan['articles'][number], 'id'>): SpinPlan {
  const fewer = first.countNe === own.countNe ? 1 : Math.sqrt(texOf(first.countNe) / texOf(own.countNe))
  return { ...first, ...own, fibre: { ...first.fibre, cvmPercent: first.fibre.cvmPercent * fewer } }
}

/** Works the constants of a spin plan out. */
export function constantsOf(
  { ringRoom, machines, staff }: MillPlan,
  spinPlan: SpinPlan,
  effects: MeasureEffects,
): ArticleConstants {
  const tex = texOf(spinPlan.countNe)
  const turns = twistPerMetre(spinPlan.countNe, spinPlan.twistMultiplier)
  const delivery = deliveryMPerMin(spinPlan.spindleSpeedRpm, turns)
  const fibreAndTwist = fibreFactor(spinPlan.fibre) * twistFactor(spinPlan.twistMultiplier)
  const perHour = ringRoom.breaks.ratePerSpindleHour * fibreAndTwist * effects.breakFactor
  const atSpeed = speedFactor(spinPlan.spindleSpeedRpm, ringRoom.breaks.speedExponent)
  const winding = {
    copLengthM: copLengthM(spinPlan.copG, tex),
    copG: spinPlan.copG,
    speedMPerMin: machines.winders.speedMPerMin,
    cutsPer100Km: machines.winders.cutsPer100Km,
    coneKg: machines.winders.conePackageKg,
  }
  const cutsPerCop = (machines.winders.cutsPer100Km * winding.copLengthM) / 100_000
  const speedShare = pow(spinPlan.spindleSpeedRpm / FRAME_POWER.referenceRpm, FRAME_POWER.speedExponent)
  return {
    tex,
    twistPerMetre: turns,
    deliveryMPerMin: delivery,
    fibreAndTwist,
    breaksPerMs: perHour / HOUR_MS,
    // The ring room wastes a part of the roving, so a bobbin makes less yarn than it weighs.
    bobbinMetres: (spinPlan.rovingBobbinKg * 1e6 * (1 - spinPlan.loss.ring)) / tex,
    metresPerHour: delivery * 60,
    cutsPerCop,
    noCutShares: noCutShares(cutsPerCop),
    copCycleMs: copCycleS(winding, cutsPerCop) * 1000,
    spindleW: ringRoom.spindlesPerFrame * FRAME_POWER.spindleW * speedShare,
    startUpFactor: effects.startUpFactor * fibreAndTwist * atSpeed,
    rogueBreaks: rogueBreaks(perHour * atSpeed * staff.shiftHours),
  }
}

/**
 * Breaks in a shift that chance gives to less than one healthy spindle of 100,800, at a mean number of breaks a spindle (domain
 * 6.3, rogue rule). Not of the mill's own size: a longer room does not change what its first frames do.
 */
function rogueBreaks(meanBreaks: number): number {
  return rogueThreshold(meanBreaks * RATED_SPINDLES, RATED_SPINDLES).breaks
}

/** What a frame spins. */
export const articleOf = (mill: Mill, frame: number): Article => mill.articles[mill.state.frames.article[frame]!]!

/** Place of a winder and an article in what is kept of each winder by article. */
export const articleRow = ({ layout }: Mill, winder: number, article: number): number =>
  winder * layout.articles + article

/** The row of a winder and what it winds. */
export const woundRow = (mill: Mill, winder: number): number =>
  articleRow(mill, winder, mill.state.winders.article[winder]!)

/** What the cops in hand of a winder are of: its frame may spin something else by now. */
export const woundArticle = (mill: Mill, winder: number): Article => mill.articles[mill.state.winders.article[winder]!]!
