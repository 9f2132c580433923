import type { ServiceLaw } from '@wanding/mill'
import { nextExponential, nextTriangular, type Streams } from '../kernel/random'

/** Draws the time for one end, s. An Erlang law must have a whole number of phases. */
export function drawServiceS(law: ServiceLaw, streams: Streams, stream: number): number {
  switch (law.kind) {
    case 'constant':
      return law.meanS
    case 'exponential':
      return law.meanS * nextExponential(streams, stream)
    case 'erlang': {
      let sum = 0
      for (let phase = 0; phase < law.phases; phase++) sum += nextExponential(streams, stream)
      return (sum * law.meanS) / law.phases
    }
    case 'triangular':
      return nextTriangular(streams, stream, law.timeS)
  }
}
