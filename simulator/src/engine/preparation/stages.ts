import type { EventTask, ReasonCode } from '@wanding/mill'
import { COMBER_HEADS, type FlowKind } from './flow-kinds'

/** How the machines of a stage work; times in seconds, with the change automatic (S6) and by hand (domain 1.2, 1.4, 4.4). */
export interface StageSpec {
  /**
   * Mean running time between two stops that people clear, with all measures in force, min [EST]; left out where the stops go with
   * the spindles.
   */
  runMin?: number
  /** What people do about such a stop; the machine stands until it is done. */
  clear: EventTask
  /** Mean running time between breakdowns, which a mechanic repairs, h [EST]; the yardstick are 60–100 h of a ring frame (domain 3). */
  mtbfHours: number
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

/** Stops of a roving frame for an end to be pieced, for each spindle and hour (staffing-norms, `rb` from S3 on). */
export const ROVING_STOPS_PER_SPINDLE_HOUR = 0.006
/** Of those, the rovings that have broken (domain 1.4: below 3 in 1,000 is good); the others are slivers parted in the creel [EST]. */
export const ROVING_BREAK_SHARE = 0.5

export const STAGES: Readonly<Record<FlowKind, StageSpec>> = {
  blowroom: {
    runMin: 60,
    clear: 'clear-blowroom',
    mtbfHours: 40, // of a line, with all its machines
    kwhPerKg: 0.14,
    doublings: 0,
    feedS: NONE,
    outS: NONE,
    feedReason: 'no-material',
    outReason: 'producing',
  },
  card: {
    runMin: 360,
    clear: 'clear-card',
    mtbfHours: 150,
    kwhPerKg: 0.28,
    doublings: 0,
    feedS: NONE,
    outS: { automatic: 15, byHand: 40 },
    feedReason: 'no-material',
    outReason: 'can-change',
  },
  'breaker-draw': {
    runMin: 120,
    clear: 'clear-breaker',
    mtbfHours: 120,
    kwhPerKg: 0.04,
    doublings: 8,
    feedS: { automatic: 35, byHand: 55 },
    outS: { automatic: 20, byHand: 45 },
    feedReason: 'can-change',
    outReason: 'can-change',
  },
  'lap-former': {
    runMin: 120,
    clear: 'clear-lap-former',
    mtbfHours: 80,
    kwhPerKg: 0.05,
    doublings: 24,
    // Cans stand ready beside the creel and are pieced during the lap change.
    feedS: NONE,
    outS: { automatic: 40, byHand: 50 },
    feedReason: 'can-change',
    outReason: 'lap-change',
  },
  comber: {
    runMin: 225,
    clear: 'clear-comber',
    mtbfHours: 100,
    kwhPerKg: 0.11,
    doublings: COMBER_HEADS,
    // Of one lap; the set of eight takes five minutes, or 50 s a lap by hand.
    feedS: { automatic: 300 / COMBER_HEADS, byHand: 50 },
    outS: { automatic: 15, byHand: 40 },
    feedReason: 'lap-change',
    outReason: 'can-change',
  },
  'finisher-draw': {
    runMin: 180,
    clear: 'clear-finisher',
    mtbfHours: 120,
    kwhPerKg: 0.04,
    doublings: 6,
    feedS: { automatic: 35, byHand: 55 },
    outS: { automatic: 20, byHand: 45 },
    feedReason: 'can-change',
    outReason: 'can-change',
  },
  'roving-frame': {
    clear: 'piece-roving',
    mtbfHours: 80,
    kwhPerKg: 0.14,
    // Every spindle has a can of its own; they are pieced in blocks during the doff.
    doublings: 0,
    feedS: NONE,
    outS: { automatic: 150, byHand: 420 },
    feedReason: 'no-material',
    outReason: 'roving-doff',
  },
  packing: {
    runMin: 480,
    clear: 'clear-packing',
    mtbfHours: 80,
    kwhPerKg: 0.01,
    doublings: 0,
    feedS: NONE,
    outS: { automatic: 0, byHand: 0 },
    feedReason: 'no-material',
    outReason: 'producing',
  },
}
