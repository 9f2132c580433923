import { FrameStream } from '../kernel/layout'
import { nextUnit } from '../kernel/random'
import { frameStream, type Mill, Phase } from '../kernel/state'
import { drawBreak } from '../ring-room/breaks'
import { settle } from '../ring-room/frame-motion'
import { callDoffer, endLotChange, releaseFrame, stopFrame } from '../ring-room/frames'
import { STOP_CAUSES } from '../ring-room/stop-causes'
import { quarantineCops } from '../winding/wrong-tubes'
import type { ActiveFault, FaultMechanism } from './fault-mechanism'
import { isActive } from './fault-table'

/** Heavier travellers cost this much more power of the spindles, for each ISO number [EST]. */
const DRAG_PER_NUMBER = 0.012

/** The hazard has changed, so the next break is drawn anew. */
const redraw = (mill: Mill, { place }: ActiveFault, atMs: number): void => drawBreak(mill, place, atMs)
const ACTS_ON_HAZARD: FaultMechanism = { onset: redraw, cure: redraw }

const isRunning = (mill: Mill, frame: number): boolean => mill.state.frames.phase[frame] === Phase.running

function setDrag(mill: Mill, frame: number, drag: number, atMs: number): void {
  settle(mill, frame, atMs)
  mill.state.frames.drag[frame] = drag
  drawBreak(mill, frame, atMs)
}

/** The frame's travellers are new. */
function renew(mill: Mill, frame: number, atMs: number): void {
  settle(mill, frame, atMs)
  mill.state.frames.travellerSinceRunMs[frame] = mill.state.frames.runMs[frame]!
}

/** Faults of a ring frame. What raises its break rate is read by ring-room/fault-hazard. */
export const RING_FRAME_MECHANISMS = {
  'start-up-breaks': {},
  'lapping-cluster': ACTS_ON_HAZARD,
  'frame-stop': {
    fits: isRunning,
    onset: (mill, { place, severity }, atMs) => {
      const stream = frameStream(mill, place, FrameStream.stops)
      const cause = Math.floor(nextUnit(mill.state.kernel.streams, stream) * STOP_CAUSES.length)
      stopFrame(mill, place, severity, atMs, cause)
    },
    cure: (mill, { place }, atMs) => {
      if (mill.state.frames.phase[place] === Phase.stopped) releaseFrame(mill, place, 0, atMs)
    },
  },
  'doffer-fault': {
    // It shows when the frame doffs next; see ring-room/frames.
    cure: (mill, { place, severity }, atMs) => {
      if (mill.state.frames.phase[place] === Phase.dofferFault) releaseFrame(mill, place, severity, atMs)
    },
  },
  'missed-doff': {
    // Who has been called comes; the next call is not heard.
    fits: (mill, frame) => mill.state.frames.calledMs[frame] === 0,
    cure: (mill, { place }, atMs) => callDoffer(mill, place, atMs),
  },
  'traveller-wear': {
    fits: (mill, frame) => !isActive(mill, 'wrong-traveller', frame),
    onset: redraw,
    cure: (mill, fault, atMs) => {
      renew(mill, fault.place, atMs)
      redraw(mill, fault, atMs)
    },
  },
  'wrong-traveller': {
    fits: (mill, frame) => !isActive(mill, 'traveller-wear', frame),
    onset: (mill, { place, severity }, atMs) => setDrag(mill, place, 1 + DRAG_PER_NUMBER * severity, atMs),
    cure: (mill, { place }, atMs) => {
      renew(mill, place, atMs)
      setDrag(mill, place, 1, atMs)
    },
  },
  'cot-wear': ACTS_ON_HAZARD,
  'wrong-roving': ACTS_ON_HAZARD,
  // The tubes are set at the next doff, and come to the winder at the one after; see ring-room/frames.
  'wrong-tube': { cure: (mill, { place }) => quarantineCops(mill, place) },
  'cleaner-failure': { fits: (mill) => mill.effects.travellingCleaner, onset: redraw, cure: redraw },
  'suction-filter-full': {},
  'traveller-change': {},
  'lot-change': { cure: (mill, { place }, atMs) => endLotChange(mill, place, atMs) },
} as const satisfies Record<string, FaultMechanism>
