import { SpindleFlag, SpindleState } from '@wanding/mill'
import type { Mill } from '../kernel/state'
import { listRepair } from '../people/work'
import { drawBreak } from '../ring-room/breaks'
import { breakEnd, bringBack, pieceEnd, takeOut } from '../ring-room/ends'
import { deliveredAt, isMoving, isPieceable } from '../ring-room/frame-motion'
import { changeBobbin, noteRunOut } from '../ring-room/roving'
import { flagsOf, frameOf, setFlags, stateOf, sumWeights } from '../ring-room/spindles'
import type { FaultMechanism } from './fault-mechanism'

const isProducing = (mill: Mill, spindle: number): boolean => stateOf(mill, spindle) === SpindleState.producing
const spins = (mill: Mill, spindle: number): boolean =>
  isProducing(mill, spindle) && isMoving(mill, frameOf(mill, spindle))

/** An order has sent somebody to an end that is still down. */
function pieceOrdered(mill: Mill, spindle: number, atMs: number): void {
  const frame = frameOf(mill, spindle)
  const state = stateOf(mill, spindle)
  if (!isPieceable(mill, frame) || (state !== SpindleState.endDown && state !== SpindleState.noRoving)) return
  if (state === SpindleState.noRoving) changeBobbin(mill, spindle, deliveredAt(mill, frame, atMs))
  pieceEnd(mill, spindle, atMs, 'person')
}

/** Breaks as one of its kind, or as a healthy one again. */
function weigh(mill: Mill, spindle: number, rogue: 0 | 1, atMs: number): void {
  const frame = frameOf(mill, spindle)
  mill.state.spindles.isRogue[spindle] = rogue
  sumWeights(mill, frame, spindle)
  drawBreak(mill, frame, atMs)
}

/** Faults of one spindle. People cure them by piecing, creeling and repairing; see people/finish. */
export const SPINDLE_MECHANISMS = {
  'end-break': {
    fits: spins,
    onset: (mill, { place }, atMs) => breakEnd(mill, place, atMs, 'raw-material', 'running'),
    cure: (mill, { place }, atMs) => pieceOrdered(mill, place, atMs),
  },
  'roving-run-out': {
    fits: spins,
    onset: (mill, { place }, atMs) => {
      const frame = frameOf(mill, place)
      mill.state.spindles.runOut[place] = deliveredAt(mill, frame, atMs)
      noteRunOut(mill, frame, mill.state.spindles.runOut[place]!, atMs)
    },
    cure: (mill, { place }, atMs) => pieceOrdered(mill, place, atMs),
  },
  'rogue-spindle': {
    fits: (mill, spindle) => mill.state.spindles.isRogue[spindle] === 0,
    onset: (mill, { place }, atMs) => weigh(mill, place, 1, atMs),
    cure: (mill, { place }, atMs) => {
      const { breaksThisShift, breaksLastShift } = mill.state.spindles
      breaksThisShift[place] = 0
      breaksLastShift[place] = 0
      setFlags(mill, place, flagsOf(mill, place) & ~SpindleFlag.rogue, atMs)
      weigh(mill, place, 0, atMs)
    },
  },
  'slip-spindle': {
    fits: (mill, spindle) => isProducing(mill, spindle) && (flagsOf(mill, spindle) & SpindleFlag.slip) === 0,
    onset: (mill, { place }, atMs) => {
      setFlags(mill, place, flagsOf(mill, place) | SpindleFlag.slip, atMs)
      listRepair(mill, place)
    },
    cure: (mill, { place }, atMs) => setFlags(mill, place, flagsOf(mill, place) & ~SpindleFlag.slip, atMs),
  },
  'idle-spindle': {
    fits: isProducing,
    onset: (mill, { place }, atMs) => {
      takeOut(mill, place, SpindleState.idle, atMs)
      listRepair(mill, place)
    },
    cure: (mill, { place }, atMs) => {
      if (stateOf(mill, place) === SpindleState.idle) bringBack(mill, place, atMs)
    },
  },
} as const satisfies Record<string, FaultMechanism>
