import { arraysOf, rebuiltMill } from './save'
import { seedStreams } from './seed-streams'
import { emptyState, type Mill, type MillState } from './state'

/**
 * A second mill that stands exactly where this one stands; neither knows of the other. With the same seed both go the same way.
 * With another (0 … 4294967295) what is already on its way still happens, and chance is another from there on. A fork that is
 * done with can be given as `into`: its arrays, 12 MB of a full mill, are used again.
 */
export function forkMill(mill: Mill, seed = mill.state.mill.seed, into?: Mill): Mill {
  const state = into && fits(into, mill) ? into.state : emptyState(mill.layout)
  const arrays = arraysOf(state)
  arraysOf(mill.state).forEach(([, from], i) => {
    arrays[i]![1].set(from)
  })
  Object.assign(state.mill, mill.state.mill, { seed })
  // The seed first: the pace of a crew comes from it.
  const fork = rebuiltMill(mill.plan, state, mill.layout)
  if (seed !== mill.state.mill.seed) seedStreams(fork)
  return fork
}

/** Whether the arrays of one mill can hold another's state: every one is as long. */
function fits(into: Mill, mill: Mill): boolean {
  if (into === mill) return false
  const sizes = (state: MillState) => arraysOf(state).map(([name, { length }]) => `${name} ${length}`)
  return into.layout === mill.layout || sizes(into.state).join() === sizes(mill.state).join()
}
