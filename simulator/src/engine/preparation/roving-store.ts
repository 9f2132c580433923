import type { Mill } from '../kernel/state'
import { isFor } from './machine-state'
import { resume } from './machines'
import { type Material, materialAt } from './material'
import { rememberedCan, spreadOfCan } from './roving-memo'
import { setPlace } from './roving-sets'
import { ROVING_COUNT_SPREAD } from './stage-effects'

/** Roving frame whose bobbins a ring frame is creeled with. */
export function homeOf(mill: Mill, frame: number): number {
  const { rovingFrames } = mill.layout.prep
  const { frames } = mill.layout
  if (rovingFrames <= frames) return Math.floor((frame * rovingFrames) / frames)
  const first = Math.ceil((frame * rovingFrames) / frames)
  const last = Math.ceil(((frame + 1) * rovingFrames) / frames)
  let best = first
  for (let roving = first + 1; roving < last; roving++) {
    if (mill.state.rovingSets.stored[roving]! > mill.state.rovingSets.stored[best]!) best = roving
  }
  return best
}

/** Hangs the next bobbin of the roving store at a spindle; false when the store is empty. */
export function takeBobbin(mill: Mill, spindle: number): boolean {
  const { rovingSets, spindles, mill: numbers } = mill.state
  const { prep } = mill.layout
  let frame = homeOf(mill, Math.floor(spindle / mill.layout.perFrame))
  if (rovingSets.stored[frame] === 0) {
    for (let other = 0; other < prep.rovingFrames; other++) {
      if (rovingSets.stored[other]! > rovingSets.stored[frame]!) frame = other
    }
    if (rovingSets.stored[frame] === 0) return false
  }
  const place = setPlace(mill, frame, 0)
  rovingSets.left[place]! -= 1
  spindles.can[spindle] = rovingSets.can[place * prep.rovingSpindles + rovingSets.left[place]!]!
  spindles.set[spindle] = rovingSets.number[place]!
  noteRoving(mill, spindle)
  numbers.rovingHungKg += mill.plan.spinPlan.rovingBobbinKg
  if (rovingSets.left[place] === 0) {
    rovingSets.first[frame] = (rovingSets.first[frame]! + 1) % prep.setsKept
    rovingSets.stored[frame]! -= 1
    const machine = mill.layout.flowFirst['roving-frame'] + frame
    if (isFor(mill, machine, 'buffer-full')) resume(mill, machine, numbers.nowMs)
  }
  return true
}

/** What hangs on a spindle; undefined when its can is so old that nobody remembers it. */
export function rovingOn(mill: Mill, spindle: number): Material | undefined {
  const { spindles, cans } = mill.state
  const row = spindles.can[spindle]! % mill.layout.prep.cans
  if (cans.number[row] !== spindles.can[spindle]) return undefined
  const material = materialAt(cans, row)
  material.count += ROVING_COUNT_SPREAD * spreadOfCan(mill.state.mill.seed, spindles.can[spindle]!)
  return material
}

/** Notes f_fibre of a bobbin against that of the plan (domain 2.4), its count and its honeydew. */
export function noteRoving(mill: Mill, spindle: number): void {
  const { spindles, frames } = mill.state
  const frame = Math.floor(spindle / mill.layout.perFrame)
  const row = rememberedCan(mill, spindle)
  const count = row < 0 ? 0 : mill.rovingMemo.count[row]!
  frames.countPercent[frame]! += (count - spindles.countPercent[spindle]!) / mill.layout.perFrame
  spindles.countPercent[spindle] = count
  const stickiness = row < 0 ? 0 : mill.state.cans.stickiness[row]!
  frames.stickiness[frame]! += (stickiness - spindles.stickiness[spindle]!) / mill.layout.perFrame
  spindles.stickiness[spindle] = stickiness
  spindles.fibre[spindle] = row < 0 ? 1 : mill.rovingMemo.breaks[row]!
}
