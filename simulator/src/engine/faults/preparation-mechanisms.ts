import type { FlowKind } from '../kernel/layout'
import type { Mill } from '../kernel/state'
import { call, cancelCall } from '../people/calls'
import { badCharacter, changeMixing, quarantineCans, stickyCharacter, stopByFire } from '../preparation/flow-faults'
import { onPutRight, release } from '../preparation/release'
import type { FaultMechanism } from './fault-mechanism'

/** The machine trips, and somebody is called to look into its ducts. */
function trip(mill: Mill, kind: FlowKind, place: number, sparks: number, atMs: number): void {
  stopByFire(mill, mill.layout.flowFirst[kind] + place, sparks, atMs)
  call(mill, { task: 'inspect-ducts', machine: { kind, index: place }, dueMs: atMs })
}

function endTrip(mill: Mill, kind: FlowKind, place: number, atMs: number): void {
  cancelCall(mill, 'inspect-ducts', { kind, index: place })
  release(mill, mill.layout.flowFirst[kind] + place, atMs)
}

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
    cure: (mill, { place }, atMs) => {
      const machine = { kind: 'finisher-draw', index: place, position: 0 } as const
      cancelCall(mill, 'recalibrate-leveller', machine)
      quarantineCans(mill, place)
      onPutRight(mill, 'recalibrate-leveller', machine, atMs)
    },
  },
  // What the wave does to the sliver and the yarn is read by preparation/roller-wave.
  'roller-eccentric': {
    cure: (mill, { place }) => quarantineCans(mill, place),
  },
  'spark-trip': {
    fits: (mill, place) => mill.state.flow.stopEndMs[mill.layout.flowFirst.blowroom + place] === 0,
    onset: (mill, { place, severity }, atMs) => trip(mill, 'blowroom', place, Math.ceil(severity), atMs),
    cure: (mill, { place }, atMs) => endTrip(mill, 'blowroom', place, atMs),
  },
  'card-fire': {
    fits: (mill, place) => mill.state.flow.running[mill.layout.flowFirst.card + place] === 1,
    onset: (mill, { place }, atMs) => trip(mill, 'card', place, 0, atMs),
    cure: (mill, { place }, atMs) => endTrip(mill, 'card', place, atMs),
  },
} as const satisfies Record<string, FaultMechanism>
