/** Machines of the material's way beside ring frames and winders, in its order. */
export const FLOW_KINDS = [
  'blowroom',
  'card',
  'breaker-draw',
  'lap-former',
  'comber',
  'finisher-draw',
  'roving-frame',
  'packing',
] as const
export type FlowKind = (typeof FLOW_KINDS)[number]

/** Carriers between two stages; roving bobbins and cones have stores of their own. */
export const LINKS = ['card-can', 'breaker-can', 'lap', 'comber-can', 'finisher-can'] as const
export type LinkName = (typeof LINKS)[number]
/** Place of a link in LINKS. */
export const Link = { cardCan: 0, breakerCan: 1, lap: 2, comberCan: 3, finisherCan: 4, none: -1 } as const

/** Laps of a comber, changed together (domain 1.2, 1.4). */
export const COMBER_HEADS = 8
export const BALE_KG = 225
/** A 1,000 mm can of combed sliver [EST]. */
export const COMBER_CAN_KG = 40
