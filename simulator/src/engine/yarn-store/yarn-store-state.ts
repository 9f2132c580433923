const doubles = (length: number) => new Float64Array(length)
const ints = (length: number) => new Int32Array(length)
const bytes = (length: number) => new Uint8Array(length)

/** Where a pallet is; one that is set aside waits beside the lines for more cones of its article. */
export const PalletPlace = { none: 0, line: 1, outfeed: 2, toStore: 3, stored: 4, toDock: 5, aside: 6 } as const
/** What the stacker crane is doing. */
export const CraneState = { idle: 0, storing: 1, retrieving: 2 } as const
/** Bale lots that are named of a pallet; the rest is traces. */
export const LOTS_OF_PALLET = 3

/** Pallets that are in the mill: one row each, used again when it has left; by row and winder which cones it holds. */
export const palletArrays = (pallets: number, winders: number) => ({
  /** Running number since the mill began; 0 for a free row. */
  number: doubles(pallets),
  /** PalletPlace. */
  place: bytes(pallets),
  /** Packing line that made it. */
  line: ints(pallets),
  /** What its cones are of: index into the articles. */
  article: bytes(pallets),
  beganMs: doubles(pallets),
  /** When the last of its cones were taken from the belts. */
  takenMs: doubles(pallets),
  packedMs: doubles(pallets),
  /** When its first and its last cone were wound. */
  fromMs: doubles(pallets),
  toMs: doubles(pallets),
  /** Bale lots of its yarn with their shares, the greatest first. */
  lot: ints(pallets * LOTS_OF_PALLET),
  lotShare: doubles(pallets * LOTS_OF_PALLET),
  /** Numbers of the cones of its article of each winder on it: from the first to before the next. */
  coneFirst: ints(pallets * winders),
  coneNext: ints(pallets * winders),
})

/** Cones between the winders and the packing lines, by winder and article: a row each (see `articleRow`). */
export const coneBeltArrays = (rows: number) => ({
  /** Number of the last cone that a packing line has taken. */
  packed: doubles(rows),
  /** When the oldest cone that waits was wound. */
  sinceMs: doubles(rows),
  /** When the winder went over to another article. */
  untilMs: doubles(rows),
})

/** Numbers of the store as a whole. */
export const yarnStoreNumbers = () => ({
  /** Pallets begun since the mill began: the number of the newest. */
  palletsBegun: 0,
  palletsStored: 0,
  palletsIn: 0,
  palletsOut: 0,
  /** CraneState, the row of the pallet that it carries, and its moves. */
  crane: 0,
  cranePallet: -1,
  craneMoves: 0,
  craneSinceMs: 0,
  craneEnergyJ: 0,
  /** Pallets that the trucks at the dock wait for; of the day those that later trucks fetch. */
  palletsDue: 0,
  palletsOrdered: 0,
  trucksLeft: 0,
  trucks: 0,
  /** Part of a pallet that the orders up to now have left over. */
  orderRest: 0,
})
