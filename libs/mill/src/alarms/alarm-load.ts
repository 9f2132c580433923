/** An alarm that was told to an operator. */
export interface Annunciation {
  key: string
  alarm: string
  priority: number
  /** Mill time. */
  atMs: number
}

/** What ISA-18.2 and EEMUA 191 hold to be good, for one operator position (secondary sources; standards 4.1). */
export const LOAD_BENCHMARKS = {
  /** About one in ten minutes is very likely acceptable. */
  perHour: 6,
  /** About two in ten minutes can be managed. */
  manageablePerHour: 12,
  mostIn10Min: 10,
  floodPercent: 1,
  stale: 5,
  chattering: 0,
  topTenPercent: 5,
  /** Share of each priority from the highest, %. */
  priorityMix: [1, 5, 15, 79],
} as const

const MINUTE_MS = 60_000
export const TEN_MINUTES_MS = 10 * MINUTE_MS
const HOUR_MS = 60 * MINUTE_MS
/** A flood begins with more than this in ten minutes, and ends with fewer than that. */
const FLOOD_BEGINS = 10
const FLOOD_ENDS = 5
/** Raised so often within a minute, an alarm chatters. */
const CHATTER_TIMES = 3

export interface AlarmLoad {
  /** Hours watched, at most a day. */
  hours: number
  count: number
  perHour: number | null
  lastHour: number
  mostIn10Min: number
  floodPercent: number | null
  chattering: string[]
  /** The ten most frequent alarms with their share of all, %. */
  topTen: { key: string; count: number; percent: number }[]
  topTenPercent: number | null
  /** Alarms of priority 1 to 4. */
  byPriority: [number, number, number, number]
}

/** The load that alarms put on one operator from `fromMs` to `nowMs`; `told` in the order of time. */
export function alarmLoadOf(told: readonly Annunciation[], fromMs: number, nowMs: number): AlarmLoad {
  const within = told.filter(({ atMs }) => atMs >= fromMs && atMs <= nowMs)
  const hours = Math.max(0, nowMs - fromMs) / HOUR_MS
  const counts = new Map<string, number>()
  const byPriority: AlarmLoad['byPriority'] = [0, 0, 0, 0]
  for (const { key, priority } of within) {
    counts.set(key, (counts.get(key) ?? 0) + 1)
    byPriority[priority - 1]! += 1
  }
  const topTen = [...counts]
    .map(([key, count]) => ({ key, count, percent: (100 * count) / within.length }))
    .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))
    .slice(0, 10)
  return {
    hours,
    count: within.length,
    // A few minutes say nothing of an hour.
    perHour: nowMs - fromMs >= TEN_MINUTES_MS ? within.length / hours : null,
    lastHour: within.filter(({ atMs }) => atMs > nowMs - HOUR_MS).length,
    mostIn10Min: mostWithin(within, TEN_MINUTES_MS),
    floodPercent: hours > 0 ? (100 * floodMs(within, nowMs)) / (hours * HOUR_MS) : null,
    chattering: chatteringOf(within),
    topTen,
    topTenPercent: within.length > 0 ? topTen.reduce((sum, { percent }) => sum + percent, 0) : null,
    byPriority,
  }
}

/** The most alarms in any span of this length. */
function mostWithin(told: readonly Annunciation[], spanMs: number): number {
  let most = 0
  let first = 0
  told.forEach(({ atMs }, i) => {
    while (told[first]!.atMs <= atMs - spanMs) first += 1
    most = Math.max(most, i - first + 1)
  })
  return most
}

/** Time in which the last ten minutes held a flood. Their count changes only when an alarm enters or leaves them. */
function floodMs(told: readonly Annunciation[], nowMs: number): number {
  const edges = told
    .flatMap(({ atMs }) => [
      { atMs, by: 1 },
      { atMs: atMs + TEN_MINUTES_MS, by: -1 },
    ])
    .sort((a, b) => a.atMs - b.atMs || a.by - b.by)
  let count = 0
  let sinceMs: number | null = null
  let sum = 0
  for (const { atMs, by } of edges) {
    if (atMs > nowMs) break
    count += by
    if (sinceMs === null && count > FLOOD_BEGINS) sinceMs = atMs
    else if (sinceMs !== null && count < FLOOD_ENDS) {
      sum += atMs - sinceMs
      sinceMs = null
    }
  }
  return sinceMs === null ? sum : sum + nowMs - sinceMs
}

function chatteringOf(told: readonly Annunciation[]): string[] {
  const byKey = new Map<string, Annunciation[]>()
  for (const each of told) byKey.set(each.key, [...(byKey.get(each.key) ?? []), each])
  return [...byKey].filter(([, each]) => mostWithin(each, MINUTE_MS) >= CHATTER_TIMES).map(([key]) => key)
}
