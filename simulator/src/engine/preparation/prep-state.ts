import type { PrepLayout } from './prep-layout'

const doubles = (length: number) => new Float64Array(length)
const ints = (length: number) => new Int32Array(length)
const bytes = (length: number) => new Uint8Array(length)

/** What a piece of material is like and where it comes from; one row of these columns. */
export const materialColumns = (n: number) => ({
  /** Mass per metre above the planned, %. */
  count: doubles(n),
  /** CVm that its yarn has above the planned by machines alone, % points. */
  uneven: doubles(n),
  nepsPerG: doubles(n),
  shortFibrePercent: doubles(n),
  stickiness: doubles(n),
  /** The two bale lots that it holds most of, and the share of the second. */
  lotA: ints(n),
  lotB: ints(n),
  shareB: doubles(n),
  /** Cards and combers that it came through, as bits; where there are more than 32, a bit stands for a set of neighbours. */
  cards: ints(n),
  combers: ints(n),
})
export type MaterialColumns = ReturnType<typeof materialColumns>

/** State of the machines of the flow, by flow machine. */
export const flowArrays = (n: number) => ({
  running: bytes(n),
  /** Index into REASON_CODES. */
  reason: bytes(n),
  sinceMs: doubles(n),
  /** Delivered and taken in since installation. */
  kg: doubles(n),
  inKg: doubles(n),
  runMs: doubles(n),
  energyJ: doubles(n),
  /** In the carrier that is being filled. */
  packageKg: doubles(n),
  /** Carriers filled: cans, laps, doffs of roving, pallets. */
  packages: doubles(n),
  breaks: doubles(n),
  /** Honeydew of what it runs, and what that has left on its rollers, 0 … 1. */
  stickiness: doubles(n),
  residue: doubles(n),
  /** Stops of its own. */
  stops: doubles(n),
  /** Share of its input that it loses. */
  lossShare: doubles(n),
  /** Running time left to its next own stop. */
  untilStopMs: doubles(n),
  /** When a stop of its own ends; 0 for none. */
  stopEndMs: doubles(n),
  /** What a change takes that waits for people, ms, and of how many; 0 for none. */
  owedMs: doubles(n),
  owedCount: ints(n),
  /** Condition of the machine against its sisters, standard normal; it lasts. */
  bias: doubles(n),
  /** Share of cops on wrong tubes in the pallet that is being packed. */
  mixedShare: doubles(n),
  /** Count deviation of the last carrier, %. */
  count: doubles(n),
  /** Taken in by each creel place, kg, and where the next place runs empty. */
  drained: doubles(n),
  creelNext: doubles(n),
  /** It has begun a carrier, for which there is room. */
  begun: bytes(n),
  /** Newest lap that waits beside the machine for its load to be full, -1 for none. */
  pile: ints(n),
})

export const prepArrays = (layout: PrepLayout) => {
  const { rovingFrames, rovingSpindles, setsKept } = layout
  return {
    carriers: {
      ...materialColumns(layout.carriers),
      kg: doubles(layout.carriers),
      link: bytes(layout.carriers),
      /** Flow machine that made it, and its running number among the carriers of its kind. */
      source: ints(layout.carriers),
      number: doubles(layout.carriers),
      madeMs: doubles(layout.carriers),
      /** Store that it is to be carried to. */
      to: ints(layout.carriers),
      /** Next carrier of the same load, or of the list of free places; -1 for none. */
      next: ints(layout.carriers),
    },
    creels: { carrier: ints(layout.creelPlaces), until: doubles(layout.creelPlaces) },
    stores: {
      first: ints(layout.stores),
      stored: ints(layout.stores),
      /** Carriers stored, on the way, waiting to be fetched, or being filled. */
      committed: ints(layout.stores),
      made: doubles(layout.stores),
      ring: ints(layout.ring),
    },
    loads: { ring: ints(layout.carriers) },
    /** Blowroom lines with the chutes of their cards; their columns are the cotton in the mixer. */
    lines: {
      ...materialColumns(layout.lines),
      chuteKg: doubles(layout.lines),
      atMs: doubles(layout.lines),
      drawKgPerHour: doubles(layout.lines),
      laydownKg: doubles(layout.lines),
      laydownLot: ints(layout.lines),
      baleKg: doubles(layout.lines),
      reusedKg: doubles(layout.lines),
      laydowns: doubles(layout.lines),
      /** Sparks seen since installation. */
      sparks: doubles(layout.lines),
    },
    lots: {
      number: ints(LOTS_KEPT),
      startMs: doubles(LOTS_KEPT),
      nepsPerG: doubles(LOTS_KEPT),
      shortFibrePercent: doubles(LOTS_KEPT),
      stickiness: doubles(LOTS_KEPT),
    },
    /** Finisher cans as they were made; the last so many are remembered. */
    cans: {
      ...materialColumns(layout.cans),
      number: doubles(layout.cans),
      finisher: ints(layout.cans),
      madeMs: doubles(layout.cans),
    },
    /** Can at each spindle of the roving frames, and the kg drawn at which it is empty. */
    rovingCreels: { can: ints(rovingFrames * rovingSpindles), until: doubles(rovingFrames * rovingSpindles) },
    rovingPositions: {
      /** The roving has broken and is not pieced yet. */
      broken: bytes(rovingFrames * rovingSpindles),
      /** Breaks since the mill began. */
      breaks: ints(rovingFrames * rovingSpindles),
    },
    /** Doff sets in the roving store, a queue for each roving frame. */
    rovingSets: {
      can: ints(rovingFrames * setsKept * rovingSpindles),
      number: doubles(rovingFrames * setsKept),
      left: ints(rovingFrames * setsKept),
      madeMs: doubles(rovingFrames * setsKept),
      first: ints(rovingFrames),
      stored: ints(rovingFrames),
    },
    vehicles: {
      /** VehicleState. */
      state: bytes(layout.vehicles),
      load: ints(layout.vehicles),
      from: ints(layout.vehicles),
      to: ints(layout.vehicles),
      startMs: doubles(layout.vehicles),
      endMs: doubles(layout.vehicles),
      batteryPercent: doubles(layout.vehicles),
      missions: doubles(layout.vehicles),
      driveMs: doubles(layout.vehicles),
      /** Store that it has brought its last load to, where it stands; -1 for its charging place. */
      standsAt: ints(layout.vehicles),
      /** Driven since installation, up to the last mission. */
      metres: doubles(layout.vehicles),
    },
  }
}

/** Bale lots that are remembered. */
export const LOTS_KEPT = 16

/** Numbers of the flow as a whole. */
export const prepNumbers = () => ({
  freeCarrier: 0,
  loadsFirst: 0,
  loadsWaiting: 0,
  /** Finisher cans made since the mill began; the number of the next. */
  cansMade: 0,
  lotNumber: 0,
  lotLeftKg: 0,
  /** Roving from bobbins taken off and from short ones, to be opened and fed again. */
  softWasteKg: 0,
  /** Roving hung in the creels of the ring room since the start, kg. */
  rovingHungKg: 0,
  /** Cones that the packing lines have taken, kg. */
  conesTakenKg: 0,
  /** Yarn of cops on wrong tubes that nobody noticed, on cones that are not packed yet, kg. */
  mixedKg: 0,
  /** Spindles that ran out when the roving store was empty. */
  awaitRoving: 0,
})

/**
 * What the roving of each can in memory does to breaks and cuts, worked out once a can: hundreds of thousands of bobbins and cops
 * ask. It follows from the state alone, so it is not saved.
 */
export interface RovingMemo {
  /** Number of the can that a row is about; -1 for none. */
  readonly can: Int32Array
  /** Deviation of the count, %. */
  readonly count: Float64Array
  /** f_fibre against that of the plan's cotton (domain 2.4). */
  readonly breaks: Float64Array
  /** Cuts against those of the plan's cotton. */
  readonly cuts: Float64Array
  /** CVm of the yarn, %. */
  readonly cvmPercent: Float64Array
}

export function rovingMemo(cans: number): RovingMemo {
  const numbers = () => new Float64Array(cans)
  return {
    can: new Int32Array(cans).fill(-1),
    count: numbers(),
    breaks: numbers(),
    cuts: numbers(),
    cvmPercent: numbers(),
  }
}
