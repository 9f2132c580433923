import type { MaterialColumns } from './prep-state'

/** What a piece of material is like and where it comes from; see materialColumns. */
export interface Material {
  count: number
  uneven: number
  nepsPerG: number
  shortFibrePercent: number
  stickiness: number
  lotA: number
  lotB: number
  shareB: number
  cards: number
  combers: number
}

export function materialAt(columns: MaterialColumns, row: number): Material {
  return {
    count: columns.count[row]!,
    uneven: columns.uneven[row]!,
    nepsPerG: columns.nepsPerG[row]!,
    shortFibrePercent: columns.shortFibrePercent[row]!,
    stickiness: columns.stickiness[row]!,
    lotA: columns.lotA[row]!,
    lotB: columns.lotB[row]!,
    shareB: columns.shareB[row]!,
    cards: columns.cards[row]!,
    combers: columns.combers[row]!,
  }
}

export function putMaterial(columns: MaterialColumns, row: number, material: Material): void {
  columns.count[row] = material.count
  columns.uneven[row] = material.uneven
  columns.nepsPerG[row] = material.nepsPerG
  columns.shortFibrePercent[row] = material.shortFibrePercent
  columns.stickiness[row] = material.stickiness
  columns.lotA[row] = material.lotA
  columns.lotB[row] = material.lotB
  columns.shareB[row] = material.shareB
  columns.cards[row] = material.cards
  columns.combers[row] = material.combers
}

/** Doubling: equal parts of the rows run in side by side, so that what differs between them averages (domain 2.6). */
export function doubled(columns: MaterialColumns, rows: Int32Array, first: number, parts: number): Material {
  const lots = new LotShares()
  const sum = { count: 0, uneven: 0, nepsPerG: 0, shortFibrePercent: 0, stickiness: 0, cards: 0, combers: 0 }
  for (let part = first; part < first + parts; part++) {
    const row = rows[part]!
    sum.count += columns.count[row]!
    sum.uneven += columns.uneven[row]!
    sum.nepsPerG += columns.nepsPerG[row]!
    sum.shortFibrePercent += columns.shortFibrePercent[row]!
    sum.stickiness += columns.stickiness[row]!
    sum.cards |= columns.cards[row]!
    sum.combers |= columns.combers[row]!
    lots.add(columns, row, 1)
  }
  return {
    count: sum.count / parts,
    uneven: sum.uneven / parts,
    nepsPerG: sum.nepsPerG / parts,
    shortFibrePercent: sum.shortFibrePercent / parts,
    stickiness: sum.stickiness / parts,
    cards: sum.cards,
    combers: sum.combers,
    ...lots.most(),
  }
}

/** Mixing: so many kg of new material come to what is there. */
export function mixIn(columns: MaterialColumns, row: number, fresh: Material, freshKg: number, heldKg: number): void {
  const share = freshKg / (freshKg + heldKg)
  const lots = new LotShares()
  lots.add(columns, row, 1 - share)
  lots.addLot(fresh.lotA, (1 - fresh.shareB) * share)
  lots.addLot(fresh.lotB, fresh.shareB * share)
  const held = materialAt(columns, row)
  putMaterial(columns, row, {
    count: held.count + (fresh.count - held.count) * share,
    uneven: held.uneven + (fresh.uneven - held.uneven) * share,
    nepsPerG: held.nepsPerG + (fresh.nepsPerG - held.nepsPerG) * share,
    shortFibrePercent: held.shortFibrePercent + (fresh.shortFibrePercent - held.shortFibrePercent) * share,
    stickiness: held.stickiness + (fresh.stickiness - held.stickiness) * share,
    cards: 0,
    combers: 0,
    ...lots.most(),
  })
}

/** Below this share a lot is not named any more. */
const TRACE = 0.002

/** Shares of bale lots in a mixture; more than a few lots never meet. */
export class LotShares {
  private readonly lots: number[] = []
  private readonly shares: number[] = []

  add(columns: MaterialColumns, row: number, weight: number): void {
    const shareB = columns.shareB[row]!
    this.addLot(columns.lotA[row]!, (1 - shareB) * weight)
    if (shareB > 0) this.addLot(columns.lotB[row]!, shareB * weight)
  }

  addLot(lot: number, share: number): void {
    const place = this.lots.indexOf(lot)
    if (place >= 0) this.shares[place]! += share
    else {
      this.lots.push(lot)
      this.shares.push(share)
    }
  }

  /** The two greatest; the first is the greater. */
  most(): Pick<Material, 'lotA' | 'lotB' | 'shareB'> {
    let a = 0
    for (let i = 1; i < this.lots.length; i++) if (this.shares[i]! > this.shares[a]!) a = i
    let b = -1
    for (let i = 0; i < this.lots.length; i++) {
      if (i !== a && (b < 0 || this.shares[i]! > this.shares[b]!)) b = i
    }
    const lotA = this.lots[a]!
    if (b < 0) return { lotA, lotB: lotA, shareB: 0 }
    const shareB = this.shares[b]! / (this.shares[a]! + this.shares[b]!)
    return shareB < TRACE ? { lotA, lotB: lotA, shareB: 0 } : { lotA, lotB: this.lots[b]!, shareB }
  }
}
