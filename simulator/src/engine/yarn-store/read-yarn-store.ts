import type { ReasonCode } from '@wanding/mill'
import { idOf } from '../kernel/layout'
import type { Mill } from '../kernel/state'
import type { StoreReading } from '../readings'
import { palletInLine } from './make-pallet'
import { palletCones, palletKg } from './pallet'
import { conesOf, conesOn } from './pallet-cones'
import { baleLotsOf, coneId, palletId } from './pallet-genealogy'
import { craneEnergyJ, cranePowerW, oldestAt } from './stacker-crane'
import { CraneState, PalletPlace } from './yarn-store-state'

const HOUR_MS = 3_600_000
const J_PER_KWH = 3.6e6
const CRANE_WORDS = ['idle', 'storing', 'retrieving'] as const

/** The present of the store. */
export function readYarnStore(mill: Mill, index: number): StoreReading {
  if (index !== 0) throw new RangeError(`there is no store ${index + 1}`)
  const { pallets, mill: numbers } = mill.state
  const { capacity } = mill.layout.yarnStore
  const nowMs = numbers.nowMs
  const stored = numbers.palletsStored
  const oldest = oldestAt(mill, PalletPlace.stored)
  const waiting = palletsAt(mill, PalletPlace.outfeed)
  const reason: ReasonCode =
    numbers.crane !== CraneState.idle ? 'producing' : stored >= capacity && waiting > 0 ? 'buffer-full' : 'idle'
  return {
    kind: 'store',
    id: idOf(mill.plan, 'store', index),
    index,
    state: reason === 'producing' ? 'Executing' : 'NotExecuting',
    mode: 'Processing',
    reason,
    pallets: stored,
    capacity,
    fillPercent: (100 * stored) / capacity,
    cones: stored * palletCones(mill.plan),
    kg: stored * palletKg(mill.plan),
    palletsIn: numbers.palletsIn,
    palletsOut: numbers.palletsOut,
    palletsWaiting: waiting,
    palletsAside: palletsAt(mill, PalletPlace.aside),
    palletsDue: numbers.palletsDue,
    trucks: numbers.trucks,
    oldestPallet: oldest < 0 ? '' : palletId(pallets.number[oldest]!),
    oldestHours: oldest < 0 ? 0 : (nowMs - pallets.packedMs[oldest]!) / HOUR_MS,
    articles: palletsByArticle(mill),
    lots: palletsByLot(mill),
    crane: CRANE_WORDS[numbers.crane]!,
    cranePallet: numbers.cranePallet < 0 ? '' : palletId(pallets.number[numbers.cranePallet]!),
    craneMoves: numbers.craneMoves,
    powerKw: cranePowerW(mill) / 1000,
    energyKwh: craneEnergyJ(mill, nowMs) / J_PER_KWH,
  }
}

const palletsAt = ({ state }: Mill, where: number): number =>
  state.pallets.place.reduce((sum, place) => sum + (place === where ? 1 : 0), 0)

/** Pallets in store by article, the first article first. */
function palletsByArticle({ state: { pallets }, articles }: Mill): StoreReading['articles'] {
  const counts = articles.map(({ id }) => ({ article: id, pallets: 0 }))
  pallets.place.forEach((place, row) => {
    if (place === PalletPlace.stored) counts[pallets.article[row]!]!.pallets += 1
  })
  return counts.filter(({ pallets }) => pallets > 0)
}

/** Pallets in store by the bale lot that they hold most of, the oldest lot first. */
function palletsByLot(mill: Mill): StoreReading['lots'] {
  const { place } = mill.state.pallets
  const counts = new Map<string, number>()
  for (let row = 0; row < place.length; row++) {
    if (place[row] !== PalletPlace.stored) continue
    const lot = baleLotsOf(mill, row)[0]?.lot
    if (lot !== undefined) counts.set(lot, (counts.get(lot) ?? 0) + 1)
  }
  const numberOf = (lot: string) => Number(lot.slice(lot.lastIndexOf('/') + 1))
  return [...counts].map(([lot, pallets]) => ({ lot, pallets })).sort((a, b) => numberOf(a.lot) - numberOf(b.lot))
}

/** What a packing line has in hand: its pallet, and the label of the cone that it packs, so far into the pallet. */
export function inHandOf(mill: Mill, line: number, share: number): { palletId: string; labelId: string } {
  const row = palletInLine(mill, line)
  if (row < 0) return { palletId: '', labelId: '' }
  const { pallets } = mill.state
  const article = pallets.article[row]!
  let rest = Math.min(conesOn(mill, row) - 1, Math.floor(share * palletCones(mill.plan)))
  let labelId = ''
  for (let winder = 0; winder < mill.layout.frames && labelId === ''; winder++) {
    const here = conesOf(mill, row, winder)
    if (rest < here)
      labelId = coneId(mill, winder, pallets.coneFirst[row * mill.layout.frames + winder]! + rest, article)
    else rest -= here
  }
  return { palletId: palletId(pallets.number[row]!), labelId }
}
