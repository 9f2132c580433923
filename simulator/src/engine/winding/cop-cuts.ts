import { CUT_CLASSES, type CutClass, exp, SPINDLE_STATE_MASK, SpindleFlag, SpindleState } from '@wanding/mill'
import type { ArticleConstants } from '../kernel/article'
import type { Mill } from '../kernel/state'

/** Cops of these spindles are cut so many times as often: soft yarn, and the thin places of a rogue [EST]. */
const SLIP_FACTOR = 5
const ROGUE_FACTOR = 4
/** Part of the cuts that goes with how easily a spindle breaks its end; the rest comes from the fibre [EST]. */
const SPINDLE_PART = 0.3
/** Cuts that follow neps and unevenness of the roving; the rest is foreign fibre and joints [EST]. */
const NEPS_PART = 0.35
const EVENNESS_PART = 0.35
const GRADE_ONE = 32
const MOST_GRADE = 255
/** More cuts than this, and the cop is thrown out (domain 2.7). */
export const MOST_CUTS_OF_A_COP = 3

/** Quality of the roving that decides on cuts. */
export interface CutQuality {
  nepsPerG: number
  cvmPercent: number
}

/** Cuts against those of the plan's own fibre. */
export function qualityFactor(now: CutQuality, planned: CutQuality): number {
  const neps = planned.nepsPerG > 0 ? now.nepsPerG / planned.nepsPerG : 1
  const worse = now.cvmPercent - planned.cvmPercent
  const evenness = worse === 0 ? 1 : exp(0.35 * worse)
  return 1 - NEPS_PART - EVENNESS_PART + NEPS_PART * neps + EVENNESS_PART * evenness
}

/** Spindles that slip or are rogue raise the mean of the mill; the plan's cuts are this mean. */
export function meanOfSpindles(rogueShare: number, slipShare: number): number {
  return 1 + rogueShare * (ROGUE_FACTOR - 1) + slipShare * (SLIP_FACTOR - 1)
}

/** Yarn of a cop or a doff: its quality, and cuts against those of the plan's own fibre. */
export interface YarnQuality extends CutQuality {
  cuts: number
}

/** The same for many rovings, a row each. */
export type YarnColumns = Readonly<Record<keyof YarnQuality, Float64Array>>

/**
 * Grades the cops of a frame's doff, position by position, by the roving that each was spun from (`rowOf`: a row of the columns
 * of `yarn`, -1 for the plan's own).
 */
export function gradeCops(
  mill: Mill,
  frame: number,
  rowOf: (mill: Mill, spindle: number) => number,
  yarn: YarnColumns,
): YarnQuality {
  const { code: codes, gamma, isRogue } = mill.state.spindles
  const { grade: gradeOf } = mill.state.copCuts
  const { breaks, standing } = mill.plan.ringRoom
  const { fibre } = mill.plan.spinPlan
  const usual = GRADE_ONE / meanOfSpindles(breaks.rogueShare, standing.slipShare)
  const first = frame * mill.layout.perFrame
  const last = first + mill.layout.perFrame
  let grades = 0
  let cvm = 0
  let neps = 0
  let cops = 0
  for (let spindle = first; spindle < last; spindle++) {
    const code = codes[spindle]!
    const state = code & SPINDLE_STATE_MASK
    if (state === SpindleState.idle || state === SpindleState.maintenance) {
      gradeOf[spindle] = 0
      continue
    }
    const row = rowOf(mill, spindle)
    let factor = usual * (1 - SPINDLE_PART + SPINDLE_PART * gamma[spindle]!)
    if (row >= 0) factor *= yarn.cuts[row]!
    if (isRogue[spindle]) factor *= ROGUE_FACTOR
    if (code & SpindleFlag.slip) factor *= SLIP_FACTOR
    // To the nearest whole grade; a plain conversion is several times as fast as Math.round.
    const grade = factor < 1 ? 1 : factor > MOST_GRADE ? MOST_GRADE : (factor + 0.5) | 0
    gradeOf[spindle] = grade
    grades += grade
    cvm += row < 0 ? fibre.cvmPercent : yarn.cvmPercent[row]!
    neps += row < 0 ? fibre.nepsPerG : yarn.nepsPerG[row]!
    cops++
  }
  if (cops === 0) return { cuts: 1, cvmPercent: fibre.cvmPercent, nepsPerG: fibre.nepsPerG }
  return { cuts: grades / cops / GRADE_ONE, cvmPercent: cvm / cops, nepsPerG: neps / cops }
}

/** exp(-mean) for each grade, where a cop of grade one has so many cuts. */
export function noCutShares(cutsPerCop: number): Float64Array {
  return Float64Array.from({ length: MOST_GRADE + 1 }, (_, grade) => exp((-cutsPerCop * grade) / GRADE_ONE))
}

/** Cuts of a cop, Poisson, from one uniform number; the fourth throws it out. */
export function cutsOfCop(
  { cutsPerCop, noCutShares: shares }: Pick<ArticleConstants, 'cutsPerCop' | 'noCutShares'>,
  grade: number,
  unitFactor: number,
  u: number,
): number {
  const scaled = unitFactor === 1 ? grade : Math.min(MOST_GRADE, Math.round(grade * unitFactor))
  const mean = (cutsPerCop * scaled) / GRADE_ONE
  let probability = shares[scaled]!
  let sum = probability
  let cuts = 0
  while (u > sum && cuts <= MOST_CUTS_OF_A_COP) {
    cuts++
    probability *= mean / cuts
    sum += probability
  }
  return cuts
}

/** Classes of cuts, healthy and where something is wrong with spindle or unit; shares [EST]. */
type Mix = Readonly<Record<CutClass, number>>
const HEALTHY: Mix = { N: 24, S: 22, L: 8, T: 10, 'C+': 4, 'C-': 4, CC: 4, PF: 8, FD: 12, jo: 4 }
const ROGUE: Mix = { N: 14, S: 14, L: 8, T: 34, 'C+': 2, 'C-': 12, CC: 6, PF: 6, FD: 2, jo: 2 }
const SLIP: Mix = { N: 8, S: 8, L: 22, T: 4, 'C+': 30, 'C-': 2, CC: 14, PF: 10, FD: 1, jo: 1 }
const DIRT: Mix = { N: 20, S: 40, L: 6, T: 4, 'C+': 16, 'C-': 2, CC: 2, PF: 6, FD: 3, jo: 1 }

/** Which mix of classes cuts are drawn from. */
export const CutOrigin = { fibre: 0, rogue: 1, slip: 2, dirt: 3 } as const

/** 256 classes for each mix, in proportion: a byte draws one. */
const CLASS_OF_BYTE: readonly Uint8Array[] = [HEALTHY, ROGUE, SLIP, DIRT].map((mix) => {
  const total = CUT_CLASSES.reduce((sum, name) => sum + mix[name], 0)
  const classes = new Uint8Array(256)
  let from = 0
  let share = 0
  CUT_CLASSES.forEach((name, index) => {
    share += mix[name] / total
    const to = Math.round(share * 256)
    classes.fill(index, from, to)
    from = to
  })
  return classes
})

/** Index into CUT_CLASSES, drawn by a byte. */
export const cutClass = (origin: number, byte: number): number => CLASS_OF_BYTE[origin]![byte & 255]!

/** Share of each class in healthy yarn. */
export const healthyShare = (index: number): number => {
  let count = 0
  for (const found of CLASS_OF_BYTE[0]!) if (found === index) count++
  return count / 256
}
