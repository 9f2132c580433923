import type { MachineWindow } from '../../kpi'
import type { Finding, RuleView } from '../finding'
import { reasonOf } from './machine-words'

/** Ends that a sag broke are pieced within this (domain 3: one to three hours). */
const RECOVERY_MS = 3 * 3_600_000
/** What a restart after a sag did shows within this. */
const SETTLED_MS = 20 * 60_000

/** Notes which frames a voltage sag tripped, and which of them are over it. */
export function rememberSag({ mill, memory }: RuleView): void {
  for (const frame of mill.of('ring-frame')) {
    if (frame.online && reasonOf(frame) === 'voltage-sag') memory.tripped.set(frame.id, mill.nowMs())
    else if (mill.nowMs() - (memory.tripped.get(frame.id) ?? mill.nowMs()) > RECOVERY_MS) memory.recovered(frame.id)
  }
}

/** What a frame suffers from a voltage sag follows from it: its start, its open ends, and the suction that these take. */
export function afterSag(view: RuleView, frame: MachineWindow, found: Finding[]): Finding[] {
  const { memory, mill } = view
  const [first] = found
  const key = `${first?.alarm}/${frame.id}`
  const trippedMs = memory.tripped.get(frame.id)
  if (trippedMs === undefined || !first) return found
  const since = mill.nowMs() - trippedMs
  const known = memory.suffered.has(key)
  if (since <= SETTLED_MS) memory.suffered.add(key)
  // What begins later has another cause, and so has what outlasts the recovery.
  return since <= SETTLED_MS || (known && since <= RECOVERY_MS)
    ? found.map((each) => ({ ...each, because: 'voltage-sag' }))
    : found
}
