import {
  badCharacter,
  changeMixing,
  quarantineCans,
  releaseFromFire,
  stickyCharacter,
  stopByFire,
} from '../preparation/flow-faults'
import type { FaultMechanism } from './fault-mechanism'

/** Faults from the bale to the roving. What an autoleveller does to its cans is read by preparation/stage-effects. */
export const PREPARATION_MECHANISMS = {
  'bad-lot': {
    onset: (mill, { severity }, atMs) => changeMixing(mill, atMs, badCharacter(severity)),
    cure: (mill, _, atMs) => changeMixing(mill, atMs),
  },
  'sticky-cotton': {
    onset: (mill, { severity }, atMs) => changeMixing(mill, atMs, stickyCharacter(severity)),
    cure: (mill, _, atMs) => changeMixing(mill, atMs),
  },
  'autoleveller-drift': {
    cure: (mill, { place }) => quarantineCans(mill, place),
  },
  // What the wave does to the sliver and the yarn is read by preparation/roller-wave.
  'roller-eccentric': {
    cure: (mill, { place }) => quarantineCans(mill, place),
  },
  'spark-trip': {
    fits: (mill, place) => mill.state.flow.stopEndMs[mill.layout.flowFirst.blowroom + place] === 0,
    onset: (mill, { place, severity }, atMs) =>
      stopByFire(mill, mill.layout.flowFirst.blowroom + place, Math.ceil(severity), atMs),
    cure: (mill, { place }, atMs) => releaseFromFire(mill, mill.layout.flowFirst.blowroom + place, atMs),
  },
  'card-fire': {
    fits: (mill, place) => mill.state.flow.running[mill.layout.flowFirst.card + place] === 1,
    onset: (mill, { place }, atMs) => stopByFire(mill, mill.layout.flowFirst.card + place, 0, atMs),
    cure: (mill, { place }, atMs) => releaseFromFire(mill, mill.layout.flowFirst.card + place, atMs),
  },
} as const satisfies Record<string, FaultMechanism>
