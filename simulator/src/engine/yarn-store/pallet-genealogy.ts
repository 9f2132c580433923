import { idOf } from '../kernel/layout'
import type { Mill } from '../kernel/state'
import { conesOf } from './make-pallet'
import { LOTS_OF_PALLET, PalletPlace } from './yarn-store-state'

const PLACE_WORDS = ['', 'line', 'outfeed', 'to-store', 'store', 'to-dock'] as const

/** Where one cone comes from. */
export interface ConeOrigin {
  cone: string
  winder: string
  /** 1-based. */
  unit: number
  ringFrame: string
  lot: string
}

/** What a pallet is made of. */
export interface PalletGenealogy {
  pallet: string
  place: Exclude<(typeof PLACE_WORDS)[number], ''>
  line: string
  cones: number
  lot: string
  /** When its first and its last cone were wound, epoch ms. */
  wound: { fromMs: number; toMs: number }
  /** When the line began it, and when it was full; undefined while it is in the line. */
  beganMs: number
  packedMs: number | undefined
  /** Winders with the frames that they are linked to, and the range of their cones, both ends on the pallet. */
  winders: { winder: string; ringFrame: string; cones: number; share: number; first: string; last: string }[]
  /** Bale lots with their shares, the greatest first. */
  baleLots: { lot: string; share: number }[]
}

/** Name of a pallet, by its running number. */
export const palletId = (number: number): string => `PL${String(number).padStart(7, '0')}`

/** The unit of a winder (1-based) that doffs its n-th cone: units began their first cones one after another. */
export const unitOfCone = ({ layout }: Mill, cone: number): number =>
  layout.unitsPerWinder - ((((cone - 1) % layout.unitsPerWinder) + layout.unitsPerWinder) % layout.unitsPerWinder)

/** The label of a cone: winder, unit and running number. */
export const coneId = (mill: Mill, winder: number, cone: number): string =>
  `${idOf(mill.plan, 'winder', winder)}-${unitOfCone(mill, cone)}-${cone}`

/** Where the n-th cone of a winder comes from; winders are 0-based and linked to the frame of the same number. */
export function coneOrigin(mill: Mill, winder: number, cone: number): ConeOrigin {
  return {
    cone: coneId(mill, winder, cone),
    winder: idOf(mill.plan, 'winder', winder),
    unit: unitOfCone(mill, cone),
    ringFrame: idOf(mill.plan, 'ring-frame', winder),
    lot: mill.plan.spinPlan.lot,
  }
}

/** Names the way of a pallet back to the winders, the frames and the bale lots; undefined when it is not in the mill any more. */
export function palletGenealogy(mill: Mill, pallet: string): PalletGenealogy | undefined {
  const { pallets } = mill.state
  const row = pallets.number.findIndex((number) => number > 0 && palletId(number) === pallet)
  const place = row < 0 ? '' : PLACE_WORDS[pallets.place[row]!]!
  if (place === '') return undefined
  const { frames } = mill.layout
  let cones = 0
  for (let winder = 0; winder < frames; winder++) cones += conesOf(mill, row, winder)
  const winders = Array.from({ length: frames }, (_, winder) => winder)
    .filter((winder) => conesOf(mill, row, winder) > 0)
    .map((winder) => ({
      winder: idOf(mill.plan, 'winder', winder),
      ringFrame: idOf(mill.plan, 'ring-frame', winder),
      cones: conesOf(mill, row, winder),
      share: conesOf(mill, row, winder) / cones,
      first: coneId(mill, winder, pallets.coneFirst[row * frames + winder]!),
      last: coneId(mill, winder, pallets.coneNext[row * frames + winder]! - 1),
    }))
  return {
    pallet,
    place,
    line: idOf(mill.plan, 'packing', pallets.line[row]!),
    cones,
    lot: mill.plan.spinPlan.lot,
    wound: { fromMs: pallets.fromMs[row]!, toMs: pallets.toMs[row]! },
    beganMs: pallets.beganMs[row]!,
    packedMs: pallets.place[row] === PalletPlace.line ? undefined : pallets.packedMs[row]!,
    winders,
    baleLots: baleLotsOf(mill, row),
  }
}

/** Bale lots of a pallet by name. */
export function baleLotsOf(mill: Mill, row: number): PalletGenealogy['baleLots'] {
  const { lot, lotShare } = mill.state.pallets
  return Array.from({ length: LOTS_OF_PALLET }, (_, place) => row * LOTS_OF_PALLET + place)
    .filter((at) => lotShare[at]! > 0)
    .map((at) => ({ lot: `${mill.plan.spinPlan.lot}/${lot[at]!}`, share: lotShare[at]! }))
}
