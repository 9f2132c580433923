import type { Mill } from '../kernel/state'
import { copsToFeed } from '../winding/units'
import { placeOfCall, taskOfCall } from './calls'

/** What there is to do has grown while a call waited: magazines have emptied further. Counted when somebody sets out. */
export function recount(mill: Mill, entry: number, atMs: number): void {
  if (taskOfCall(mill, entry) !== 'feed-cops') return
  mill.state.calls.count[entry - 1] = copsToFeed(mill, placeOfCall(mill, entry).index, atMs)
}
