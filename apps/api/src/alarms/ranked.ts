import { ALARM_IDS, type AlarmId, type Attention } from '@wanding/contracts'
import { isHidden } from '@wanding/mill'
import { type AlarmEntry, priorityNow } from './alarm-entry'

const MOST_ITEMS = 20

/** Alarms of equal priority in the order in which work on them helps most; the others follow. */
const FIRST: readonly AlarmId[] = [
  'spark-trip',
  'gateway-offline',
  'voltage-sag',
  'air-pressure',
  'frame-stopped',
  'frame-offline',
  'doff-waiting',
  'ends-down',
  'climate',
  'break-rate',
  'no-roving',
  'rogue',
]
const ORDER = new Map([...new Set([...FIRST, ...ALARM_IDS])].map((id, index) => [id, index]))

/** What is active and not hidden, as a list of work: by priority, kind and how far beyond its limit, then the longest standing. */
export function rankedOf(entries: Iterable<AlarmEntry>): Attention[] {
  return [...entries]
    .filter(({ standing }) => standing.active && !isHidden(standing))
    .map(({ key, alarm, machine, beyond, sinceMs, value, limit }) => ({
      key,
      kind: alarm,
      priority: priorityNow(alarm, beyond),
      machine,
      position: null,
      sinceMs,
      value,
      limit,
    }))
    .sort(
      (a, b) =>
        a.priority - b.priority ||
        ORDER.get(a.kind)! - ORDER.get(b.kind)! ||
        excess(b) - excess(a) ||
        (a.sinceMs ?? 0) - (b.sinceMs ?? 0),
    )
    .slice(0, MOST_ITEMS)
}

/** How far a value is beyond its limit, as a multiple of it. Below a lower limit counts like above an upper one. */
function excess({ value, limit }: Attention): number {
  if (value === null) return 0
  return limit ? Math.abs(value - limit) / limit : value
}
