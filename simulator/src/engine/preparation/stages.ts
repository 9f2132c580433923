import { type ReasonCode, STAGE_EFFICIENCY } from '@wanding/mill'
import { COMBER_HEADS, type FlowKind } from './flow-kinds'

/** How the machines of a stage work; times in seconds, with the change automatic (S6) and by hand (domain 1.2, 1.4, 4.4). */
export interface StageSpec {
  /** Share of the calendar that a machine can run when it always has material and room (domain 1.2). */
  efficiency: number
  /** Mean running time between stops of its own, min [EST]. */
  runMin: number
  /** kWh for each kg of yarn (domain 1.4), of all machines of the kind together. */
  kwhPerKg: number
  /** Carriers that run in side by side. */
  doublings: number
  /** Stop for one carrier in the creel that has run out. */
  feedS: { automatic: number; byHand: number }
  /** Stop for the full carrier. */
  outS: { automatic: number; byHand: number }
  feedReason: ReasonCode
  outReason: ReasonCode
}

const NONE = { automatic: 0, byHand: 0 }

export const STAGES: Readonly<Record<FlowKind, StageSpec>> = {
  blowroom: {
    efficiency: STAGE_EFFICIENCY.blowroom,
    runMin: 60,
    kwhPerKg: 0.14,
    doublings: 0,
    feedS: NONE,
    outS: NONE,
    feedReason: 'no-material',
    outReason: 'producing',
  },
  card: {
    efficiency: STAGE_EFFICIENCY.card,
    runMin: 120,
    kwhPerKg: 0.28,
    doublings: 0,
    feedS: NONE,
    outS: { automatic: 15, byHand: 40 },
    feedReason: 'no-material',
    outReason: 'can-change',
  },
  'breaker-draw': {
    efficiency: STAGE_EFFICIENCY.breakerDraw,
    runMin: 40,
    kwhPerKg: 0.04,
    doublings: 8,
    feedS: { automatic: 35, byHand: 55 },
    outS: { automatic: 20, byHand: 45 },
    feedReason: 'can-change',
    outReason: 'can-change',
  },
  'lap-former': {
    efficiency: STAGE_EFFICIENCY.lapFormer,
    runMin: 45,
    kwhPerKg: 0.05,
    doublings: 24,
    // Cans stand ready beside the creel and are pieced during the lap change.
    feedS: NONE,
    outS: { automatic: 40, byHand: 50 },
    feedReason: 'can-change',
    outReason: 'lap-change',
  },
  comber: {
    efficiency: STAGE_EFFICIENCY.comber,
    runMin: 90,
    kwhPerKg: 0.11,
    doublings: COMBER_HEADS,
    // Of one lap; the set of eight takes five minutes, or 50 s a lap by hand.
    feedS: { automatic: 300 / COMBER_HEADS, byHand: 50 },
    outS: { automatic: 15, byHand: 40 },
    feedReason: 'lap-change',
    outReason: 'can-change',
  },
  'finisher-draw': {
    efficiency: STAGE_EFFICIENCY.finisherDraw,
    runMin: 40,
    kwhPerKg: 0.04,
    doublings: 6,
    feedS: { automatic: 35, byHand: 55 },
    outS: { automatic: 20, byHand: 45 },
    feedReason: 'can-change',
    outReason: 'can-change',
  },
  'roving-frame': {
    efficiency: STAGE_EFFICIENCY.rovingFrame,
    runMin: 40,
    kwhPerKg: 0.14,
    // Every spindle has a can of its own; they are pieced in blocks during the doff.
    doublings: 0,
    feedS: NONE,
    outS: { automatic: 150, byHand: 420 },
    feedReason: 'no-material',
    outReason: 'roving-doff',
  },
  packing: {
    efficiency: 0.9,
    runMin: 60,
    kwhPerKg: 0.01,
    doublings: 0,
    feedS: NONE,
    outS: { automatic: 0, byHand: 0 },
    feedReason: 'no-material',
    outReason: 'producing',
  },
}
/** Breaks of a roving spindle, per hour (domain 1.4: below 3 in 1,000 is good). */
export const ROVING_BREAKS_PER_SPINDLE_HOUR = 0.003
