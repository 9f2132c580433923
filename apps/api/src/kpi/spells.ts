/** A time in which a machine did one thing. */
interface Spell {
  fromMs: number
  toMs: number | null
  running: boolean
  reason: string
}

/** What a machine did in a window, ms. */
export interface SpellTotals {
  seenMs: number
  runningMs: number
  /** Standing time by reason, and how many of these stops began in the window. */
  stops: Map<string, { ms: number; count: number }>
}

/** Spells kept of a machine: more changes in an hour are a fault of the signal. */
const MOST_SPELLS = 500

/** What a machine did, spell after spell. Time that was not seen is in none. */
export class Spells {
  private list: Spell[] = []

  /** The machine is known to do this at `atMs`. */
  note(atMs: number, running: boolean, reason: string, keepFromMs: number): void {
    const present = this.list.at(-1)
    if (present?.toMs === null) {
      if (present.running === running && present.reason === reason) return
      present.toMs = Math.max(present.fromMs, atMs)
    }
    this.list.push({ fromMs: atMs, toMs: null, running, reason })
    const old = this.list.findIndex(({ toMs }) => toMs === null || toMs > keepFromMs)
    this.list.splice(0, Math.max(old, this.list.length - MOST_SPELLS))
  }

  /** From here on nothing is seen. */
  end(atMs: number): void {
    const present = this.list.at(-1)
    if (present?.toMs === null) present.toMs = Math.max(present.fromMs, atMs)
  }

  clear(): void {
    this.list = []
  }

  /** Sums over `fromMs` … `toMs`; the present spell reaches to `toMs`. */
  totals(fromMs: number, toMs: number): SpellTotals {
    const totals: SpellTotals = { seenMs: 0, runningMs: 0, stops: new Map() }
    for (const spell of this.list) {
      const ms = Math.min(spell.toMs ?? toMs, toMs) - Math.max(spell.fromMs, fromMs)
      if (ms <= 0) continue
      totals.seenMs += ms
      if (spell.running) {
        totals.runningMs += ms
        continue
      }
      const stop = totals.stops.get(spell.reason) ?? { ms: 0, count: 0 }
      stop.ms += ms
      if (spell.fromMs >= fromMs) stop.count += 1
      totals.stops.set(spell.reason, stop)
    }
    return totals
  }
}
