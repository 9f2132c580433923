import { idOf } from '../kernel/layout'
import type { Mill } from '../kernel/state'
import { conesOf, conesOn } from './pallet-cones'
import { LOTS_OF_PALLET } from './yarn-store-state'

const PLACE_WORDS = ['', 'line', 'outfeed', 'to-store', 'store', 'to-dock', 'aside'] as const

/** Where one cone comes from. */
export interface ConeOrigin {
  cone: string
  winder: string
  /** 1-based. */
  unit: number
  ringFrame: string
  /** What it is of, with its nominal count. */
  article: string
  countNe: number
  lot: string
}

/** What a pallet is made of. */
export interface PalletGenealogy {
  pallet: string
  place: Exclude<(typeof PLACE_WORDS)[number], ''>
  line: string
  cones: number
  /** What all its cones are of, with the nominal count. */
  article: string
  countNe: number
  lot: string
  /** When its first and its last cone were wound, epoch ms. */
  wound: { fromMs: number; toMs: number }
  /** When the line began it, and when it was full; undefined until then. */
  beganMs: number
  packedMs: number | undefined
  /** Winders with the frames that they are linked to, and the range of their cones, both ends on the pallet. */
  winders: { winder: string; ringFrame: string; cones: number; share: number; first: string; last: string }[]
  /** Bale lots with their shares, the greatest first. */
  baleLots: { lot: string; share: number }[]
}

/** Name of a pallet, by its running number. */
export const palletId = (number: number): string => `PL${String(number).padStart(7, '0')}`

/** The unit of a winder (1-based) that doffs its n-th cone of an article: units began their first cones one after another. */
export const unitOfCone = ({ layout }: Mill, cone: number): number =>
  layout.unitsPerWinder - ((((cone - 1) % layout.unitsPerWinder) + layout.unitsPerWinder) % layout.unitsPerWinder)

/** The label of a cone: winder, unit and running number of the article, which is named where it is not the mill's first. */
export const coneId = (mill: Mill, winder: number, cone: number, article: number): string => {
  const id = `${idOf(mill.plan, 'winder', winder)}-${unitOfCone(mill, cone)}-${cone}`
  return article === 0 ? id : `${id}-${mill.articles[article]!.id}`
}

/** Name, count and lot of what cones are of. */
function namesOf(mill: Mill, article: number): Pick<ConeOrigin, 'article' | 'countNe' | 'lot'> {
  const { id, spinPlan } = mill.articles[article]!
  return { article: id, countNe: spinPlan.countNe, lot: spinPlan.lot }
}

/**
 * Where the n-th cone that a winder made of an article comes from; winders are 0-based and linked to the frame of the same number,
 * articles follow the spin plan's, which is 0.
 */
export function coneOrigin(mill: Mill, winder: number, cone: number, article = 0): ConeOrigin {
  return {
    cone: coneId(mill, winder, cone, article),
    winder: idOf(mill.plan, 'winder', winder),
    unit: unitOfCone(mill, cone),
    ringFrame: idOf(mill.plan, 'ring-frame', winder),
    ...namesOf(mill, article),
  }
}

/** Names the way of a pallet back to the winders, the frames and the bale lots; undefined when it is not in the mill any more. */
export function palletGenealogy(mill: Mill, pallet: string): PalletGenealogy | undefined {
  const { pallets } = mill.state
  const row = pallets.number.findIndex((number) => number > 0 && palletId(number) === pallet)
  const place = row < 0 ? '' : PLACE_WORDS[pallets.place[row]!]!
  if (place === '') return undefined
  const { frames } = mill.layout
  const article = pallets.article[row]!
  const cones = conesOn(mill, row)
  const winders = Array.from({ length: frames }, (_, winder) => winder)
    .filter((winder) => conesOf(mill, row, winder) > 0)
    .map((winder) => ({
      winder: idOf(mill.plan, 'winder', winder),
      ringFrame: idOf(mill.plan, 'ring-frame', winder),
      cones: conesOf(mill, row, winder),
      share: conesOf(mill, row, winder) / cones,
      first: coneId(mill, winder, pallets.coneFirst[row * frames + winder]!, article),
      last: coneId(mill, winder, pallets.coneNext[row * frames + winder]! - 1, article),
    }))
  return {
    pallet,
    place,
    line: idOf(mill.plan, 'packing', pallets.line[row]!),
    cones,
    ...namesOf(mill, article),
    wound: { fromMs: pallets.fromMs[row]!, toMs: pallets.toMs[row]! },
    beganMs: pallets.beganMs[row]!,
    packedMs: pallets.packedMs[row] === 0 ? undefined : pallets.packedMs[row]!,
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
