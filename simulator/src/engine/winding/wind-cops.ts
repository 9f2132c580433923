import { CUT_CLASSES, SpindleFlag } from '@wanding/mill'
import { woundArticle } from '../kernel/articles'
import { mix32 } from '../kernel/random'
import type { Mill } from '../kernel/state'
import { CutOrigin, cutClass, cutsOfCop, MOST_CUTS_OF_A_COP } from './cop-cuts'

/** A unit that cuts more than this against the others has a dirty clearer: its extra cuts look different [EST]. */
const DIRTY = 1.5
/** Makes 32 random bits a number from 0 to below 1. */
const UNIT = 1 / 4294967296

/** Where cops that are wound are booked; arrays with the place at which this winder's part begins. */
export interface Tally {
  position: number
  cuts: number
  rejected: number
  byClass: Float64Array
  classAt: number
  unitCops: Int32Array
  unitCuts: Int32Array
  unitAt: number
  /** By spindle of the mill; undefined where nobody asks. */
  spindleCuts: Uint8Array | undefined
}

/**
 * Winds whole cops, numbered from `from` to before `to`. What is cut is drawn from the number of the cop alone, so that a reading
 * may look ahead of what is booked and nothing changes. The cops come in the order of the positions they were spun at.
 */
export function windCops(mill: Mill, winder: number, from: number, to: number, tally: Tally): void {
  if (to <= from) return
  const { isRogue, code } = mill.state.spindles
  const { grade } = mill.state.copCuts
  const { red, cutFactor } = mill.state.windingUnits
  const { unitCops, unitCuts, unitAt, byClass, classAt, spindleCuts } = tally
  const { perFrame, unitsPerWinder } = mill.layout
  const article = woundArticle(mill, winder)
  const salt = mix32(mill.state.mill.seed ^ Math.imul(winder + 1, 0x9e3779b1))
  const firstSpindle = winder * perFrame
  const firstUnit = winder * unitsPerWinder
  let { position, cuts: allCuts, rejected } = tally
  for (let cop = from; cop < to; cop++) {
    for (let i = 0; i < perFrame && grade[firstSpindle + position] === 0; i++) {
      position = position + 1 < perFrame ? position + 1 : 0
    }
    const spindle = firstSpindle + position
    position = position + 1 < perFrame ? position + 1 : 0
    const bits = mix32(salt ^ Math.imul(cop, 0x85ebca6b))
    const more = mix32(bits ^ 0x51ed270b)
    const unit = windingUnitFrom(red, firstUnit, unitsPerWinder, (more * UNIT * unitsPerWinder) | 0)
    unitCops[unitAt + unit]! += 1
    const unitFactor = cutFactor[firstUnit + unit]!
    const cuts = cutsOfCop(article, grade[spindle]!, unitFactor, (bits + 0.5) * UNIT)
    if (cuts === 0) continue
    allCuts += cuts
    unitCuts[unitAt + unit]! += cuts
    if (cuts > MOST_CUTS_OF_A_COP) rejected += 1
    if (spindleCuts) spindleCuts[spindle] = Math.min(255, spindleCuts[spindle]! + cuts)
    const origin = originOf(isRogue[spindle]!, code[spindle]!, unitFactor)
    let bytes = mix32(more ^ 0x2545f491)
    for (let cut = 0; cut < cuts; cut++) {
      byClass[classAt + cutClass(origin, bytes)]! += 1
      bytes >>>= 8
    }
  }
  tally.position = position
  tally.cuts = allCuts
  tally.rejected = rejected
}

/** The unit drawn, or the next that winds. */
function windingUnitFrom(red: Uint8Array, first: number, units: number, drawn: number): number {
  let unit = drawn
  for (let i = 0; i < units && red[first + unit] === 1; i++) unit = unit + 1 < units ? unit + 1 : 0
  return unit
}

function originOf(isRogue: number, code: number, unitFactor: number): number {
  if (unitFactor > DIRTY) return CutOrigin.dirt
  if (code & SpindleFlag.slip) return CutOrigin.slip
  return isRogue ? CutOrigin.rogue : CutOrigin.fibre
}

/** A tally that books into the state; position and sums must be written back by `book`. */
export function stateTally(mill: Mill, winder: number): Tally {
  const { winders, winderCuts, windingUnits, copCuts } = mill.state
  return {
    position: winders.position[winder]!,
    cuts: 0,
    rejected: 0,
    byClass: winderCuts.byClass,
    classAt: winder * CUT_CLASSES.length,
    unitCops: windingUnits.cops,
    unitCuts: windingUnits.cuts,
    unitAt: winder * mill.layout.unitsPerWinder,
    spindleCuts: copCuts.cuts,
  }
}
