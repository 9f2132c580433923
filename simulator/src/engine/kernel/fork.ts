import { loadMill, saveMill } from './save'
import { seedStreams } from './seed-streams'
import type { Mill } from './state'

/**
 * A second mill that stands exactly where this one stands; neither knows of the other. With the same seed both go the same way.
 * With another (0 … 4294967295) what is already on its way still happens, and chance is another from there on.
 */
export function forkMill(mill: Mill, seed = mill.state.mill.seed): Mill {
  const fork = loadMill(saveMill(mill))
  if (seed !== mill.state.mill.seed) {
    fork.state.mill.seed = seed
    seedStreams(fork)
  }
  return fork
}
