import type { Attention } from '@wanding/contracts'
import type { Condition } from './attention-condition'

/** Mill time for which a condition must be gone before its item goes, so that the list does not flap. */
const CLEAR_MS = 10_000
const MOST_ITEMS = 20

interface Entry {
  condition: Condition
  firstMs: number
  lastMs: number
  raised: boolean
}

/** Kinds of equal priority in the order in which work on them helps most. */
const KIND_ORDER: readonly Attention['kind'][] = [
  'gateway-offline',
  'voltage-sag',
  'frame-stopped',
  'frame-offline',
  'doff-waiting',
  'ends-down',
  'climate',
  'break-rate',
  'no-roving',
  'rogue',
]

/** Remembers what needs attention from second to second. */
export class AttentionBook {
  private readonly entries = new Map<string, Entry>()

  /** The item of this key, while it is on the list. A rule asks with it for its lower limit. */
  raised(key: string): Attention | undefined {
    const entry = this.entries.get(key)
    return entry?.raised ? entry.condition : undefined
  }

  /** Takes what is so at `nowMs` of mill time. */
  update(conditions: readonly Condition[], nowMs: number): void {
    for (const condition of conditions) {
      const known = this.entries.get(condition.key)
      const firstMs = known?.firstMs ?? nowMs
      this.entries.set(condition.key, {
        condition: { ...condition, sinceMs: condition.sinceMs ?? firstMs },
        firstMs,
        lastMs: nowMs,
        raised: known?.raised === true || nowMs - firstMs >= condition.afterMs,
      })
    }
    const present = new Set(conditions.map(({ key }) => key))
    for (const [key, entry] of this.entries) {
      if (present.has(key)) continue
      const lingers = entry.raised && nowMs >= entry.lastMs && nowMs - entry.lastMs < CLEAR_MS
      if (!lingers) this.entries.delete(key)
    }
  }

  clear(): void {
    this.entries.clear()
  }

  /** The list as shown: by priority, kind and how far beyond its limit, then the longest standing first. */
  ranked(): Attention[] {
    return [...this.entries.values()]
      .filter((entry) => entry.raised)
      .map(({ condition: { afterMs: _, ...item } }) => item)
      .sort(
        (a, b) =>
          a.priority - b.priority ||
          KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) ||
          excess(b) - excess(a) ||
          (a.sinceMs ?? 0) - (b.sinceMs ?? 0),
      )
      .slice(0, MOST_ITEMS)
  }
}

/** How far a value is beyond its limit, as a multiple of it. Below a lower limit counts like above an upper one. */
function excess({ value, limit }: Attention): number {
  if (value === null) return 0
  return limit ? Math.abs(value - limit) / limit : value
}
