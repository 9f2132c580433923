import type { Mill } from '../kernel/state'
import { LotShares } from '../preparation/material'
import { rememberedCan } from '../preparation/roving-memo'

/** Spindles of a frame whose bobbins are looked at, evenly over it: the lots of neighbours are alike. */
const LOOKED_AT = 24

/** Notes of which bale lots the yarn is that a winder has got. */
export function noteLots(mill: Mill, winder: number): void {
  const { winders, cans } = mill.state
  const { perFrame } = mill.layout
  const lots = new LotShares()
  const count = Math.min(LOOKED_AT, perFrame)
  let known = 0
  for (let i = 0; i < count; i++) {
    const row = rememberedCan(mill, winder * perFrame + Math.floor((i * perFrame) / count))
    if (row < 0) continue
    lots.add(cans, row, 1)
    known++
  }
  if (known === 0) return
  const { lotA, lotB, shareB } = lots.most()
  winders.lotA[winder] = lotA
  winders.lotB[winder] = lotB
  winders.lotShareB[winder] = shareB
}
