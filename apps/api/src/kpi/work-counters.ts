import type { MachineKind, WorkEvent } from '@wanding/mill'

/** What is counted of the work: the events of the norms, and the yarn that they are for. */
export type CountedWork = WorkEvent | 'ringProductionKg'

/** Which counter of which machines counts each event (domain 4.7). */
export const WORK_COUNTERS: Readonly<Record<CountedWork, readonly [MachineKind, counter: string]>> = {
  bales: ['blowroom', 'plucker/bales'],
  cardCans: ['card', 'cans/count'],
  breakerCans: ['breaker-draw', 'cans/count'],
  laps: ['comber', 'laps/count'],
  finisherCans: ['finisher-draw', 'cans/count'],
  rovingBreaks: ['roving-frame', 'breaks/running'],
  rovingBobbinsDoffed: ['roving-frame', 'bobbins/count'],
  endsPiecedByPeople: ['ring-frame', 'piecing/byPeople'],
  lapsCutOut: ['ring-frame', 'piecing/laps'],
  rovingBobbinsCreeled: ['ring-frame', 'creel/bobbinsChanged'],
  frameDoffs: ['ring-frame', 'doff/count'],
  copsWound: ['winder', 'winding/cops'],
  conesPacked: ['packing', 'packing/cones'],
  ringProductionKg: ['ring-frame', 'production/total'],
}
