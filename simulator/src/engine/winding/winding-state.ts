import { CUT_CLASSES } from '@wanding/mill'

const doubles = (length: number) => new Float64Array(length)
const ints = (length: number) => new Int32Array(length)
const bytes = (length: number) => new Uint8Array(length)

/** State of all winders: one entry each. A winder is linked to the ring frame of the same number. */
export const winderArrays = (n: number) => ({
  /** Up to when everything is booked. */
  sinceMs: doubles(n),
  /** Units that wind, and the cops that they take together. */
  active: ints(n),
  copsPerMs: doubles(n),
  redPerMs: doubles(n),
  /** Index into REASON_CODES. */
  reason: bytes(n),
  /** Cops that the winder holds, part wound ones by their share, and the yarn on one. */
  backlogCops: doubles(n),
  copKg: doubles(n),
  /** What they are of: index into the articles. */
  article: bytes(n),
  /** Share of those cops that are on wrong tubes, unseen. */
  wrongShare: doubles(n),
  /** Without a link: cops in the magazines. */
  magazineCops: doubles(n),
  /** Cops of a doff as it came, and those rejected of the last and of the one in hand. */
  copsOfDoff: doubles(n),
  rejectedLastDoff: doubles(n),
  rejectedDoff: doubles(n),
  /** Position on the frame, 0-based, whose cop is finished next. */
  position: ints(n),
  /** Mean cuts of a cop of the doff in hand. */
  meanCuts: doubles(n),
  /** Quality of its yarn, as spun. */
  cvmPercent: doubles(n),
  nepsPerG: doubles(n),
  /** The two bale lots that its yarn holds most of, and the share of the second. */
  lotA: ints(n),
  lotB: ints(n),
  lotShareB: doubles(n),
  /** The next doff waits for room in the winder's buffer. */
  doffWaits: bytes(n),
  /** Since when the transport is jammed, 0 for no jam, and whether the units have run dry. */
  jamMs: doubles(n),
  dry: bytes(n),

  /** Counters since installation. */
  cops: doubles(n),
  spliceTries: doubles(n),
  spliceFailures: doubles(n),
  rejected: doubles(n),
  redLights: doubles(n),
  jams: doubles(n),
  handFed: doubles(n),
  /** Time with cops to wind, and the part of it that units stood red. */
  loadedMs: doubles(n),
  redUnitMs: doubles(n),
  energyJ: doubles(n),
})

/** What each winder has wound of each article: a row each (see `articleRow`). */
export const woundArrays = (rows: number) => ({
  /** Counters since installation: yarn taken from cops, and its cuts. */
  kg: doubles(rows),
  cuts: doubles(rows),
})

/** Cops that stand somewhere before they are wound, by winder and article: a row each (see `articleRow`). */
export const pileArrays = (rows: number) => ({
  cops: doubles(rows),
  kg: doubles(rows),
  /** On wrong tubes, of those cops. */
  wrong: doubles(rows),
  /** Since when the first of them stand there. */
  sinceMs: doubles(rows),
})

/** Cuts of each winder by class, in the order of CUT_CLASSES. */
export const cutArrays = (winders: number) => ({ byClass: doubles(winders * CUT_CLASSES.length) })

/** State of all winding units, winder by winder. */
export const unitArrays = (n: number) => ({
  red: bytes(n),
  /** Red lights since the last doff: a splicer that needs more than a hand. */
  reds: bytes(n),
  /** Cuts against the mean of units, and share of splices that fail; its own, and as a fault makes them. */
  ownCutFactor: doubles(n),
  cutFactor: doubles(n),
  ownFailureShare: doubles(n),
  failureShare: doubles(n),
  /** Since the last doff came. */
  cops: ints(n),
  cuts: ints(n),
})

/** Where cuts come from: one entry a ring spindle. */
export const copArrays = (spindles: number) => ({
  /** Cuts expected on its cop of the doff in hand, in 1/32 of the mean; 0 where no cop was made. */
  grade: bytes(spindles),
  cuts: bytes(spindles),
  cutsLastDoff: bytes(spindles),
})
