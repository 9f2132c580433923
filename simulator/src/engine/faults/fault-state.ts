const doubles = (length: number) => new Float64Array(length)
const ints = (length: number) => new Int32Array(length)
const bytes = (length: number) => new Uint8Array(length)

/** Orders to people against faults that wait for their moment. */
export const ORDER_CAPACITY = 64

/** Room for faults at the same time: a run of months with nobody repairing rogue spindles stays below it. */
export const faultCapacity = (spindles: number): number => 256 + (spindles >> 4)

/** Who ended a fault, or began it. */
export const By = { itself: 0, people: 1, command: 2 } as const
export type ByCode = (typeof By)[keyof typeof By]

/** Faults that are active or wait for their onset: rows 0 … mill.faults - 1. Times are epoch ms of the mill's clock. */
export const faultArrays = (n: number) => ({
  /** Index into FAULT_KINDS. */
  kind: bytes(n),
  /** 0-based among the places of the kind. */
  place: ints(n),
  /** Full severity, in the unit of its kind. */
  severity: doubles(n),
  rampMs: doubles(n),
  onsetMs: doubles(n),
  /** Infinity while nobody and nothing ends it. */
  cureMs: doubles(n),
  stepMs: doubles(n),
  /** How long it lasts from its onset; -1 for what its kind says. */
  lastsMs: doubles(n),
  active: bytes(n),
  cureBy: bytes(n),
  beganBy: bytes(n),
  /** The mill's own people cannot cure it: only an order does. */
  held: bytes(n),
})

/** Responses that were ordered for a moment: rows 0 … mill.orders - 1. */
export const orderArrays = (n: number) => ({
  /** Index into RESPONSE_KINDS, and into FAULT_PLACES with the 0-based place. */
  response: bytes(n),
  placeKind: bytes(n),
  place: ints(n),
  atMs: doubles(n),
})

/** Where the fault of a kind at a place is in the table; derived from the table, not saved. */
export interface FaultIndex {
  rows: Map<number, number>
  /** Rows of each kind: what is nowhere need not be looked for. */
  counts: Int32Array
}
