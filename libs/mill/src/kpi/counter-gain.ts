/** What a counter said, and when. */
export interface CounterReading {
  atMs: number
  value: number
  /** The least it said since the reading before, where more was said than is told: one that fell in between shows in it. */
  least?: number
}

/** What a counter gained over the time in which its gain is known. */
export interface CounterGain {
  gain: number
  /** Time over which the gain is known. */
  seenMs: number
  /** Time whose gain is not known, because the counter fell or leapt in it. */
  lostMs: number
}

/** More than the machine can have done in the time. */
export type HasLeapt = (gain: number, overMs: number) => boolean

/**
 * What a counter gained from one reading to the next; null where that is not known. One that fell was replaced, and one that leapt
 * says what its machine cannot have done. `least` is the least that it said in between.
 */
export function gainBetween(
  before: number,
  value: number,
  overMs: number,
  hasLeapt: HasLeapt = () => false,
  least = value,
): number | null {
  const gain = value - before
  return gain >= 0 && least >= before && !hasLeapt(gain, overMs) ? gain : null
}

/**
 * What a counter gained over readings in order of time. Where it is not known from one to the next, the time between is lost;
 * over a gap of readings it is still known.
 */
export function counterGain(readings: readonly CounterReading[], hasLeapt?: HasLeapt): CounterGain {
  const sum: CounterGain = { gain: 0, seenMs: 0, lostMs: 0 }
  for (const [i, { atMs, value, least }] of readings.entries()) {
    const before = readings[i - 1]
    if (!before) continue
    const overMs = atMs - before.atMs
    const gain = gainBetween(before.value, value, overMs, hasLeapt, least)
    if (gain === null) sum.lostMs += overMs
    else {
      sum.gain += gain
      sum.seenMs += overMs
    }
  }
  return sum
}

/**
 * The readings at which a counter that always grows was told anew; what is merely repeated until the next report says nothing of the
 * time since. The first reading is only what the second is compared with.
 */
export const toldAnew = (readings: readonly CounterReading[]): CounterReading[] =>
  readings.filter(
    ({ value, least = value }, i) => i > 0 && [value, least].some((said) => said !== readings[i - 1]!.value),
  )

/** The newest readings that are at least so far apart, with all between them; all where they span less. */
export function newestOf(readings: readonly CounterReading[], spanMs: number): readonly CounterReading[] {
  const lastMs = readings.at(-1)?.atMs ?? 0
  const begin = readings.findLastIndex(({ atMs }) => lastMs - atMs >= spanMs)
  return readings.slice(Math.max(0, begin))
}

const HOUR_MS = 3_600_000

/** Mean gain in an hour over the time that is known; null where none is. Of energy in kWh this is the mean power in kW. */
export const gainPerHour = ({ gain, seenMs }: CounterGain): number | null =>
  seenMs > 0 ? (gain / seenMs) * HOUR_MS : null

/**
 * Counters side by side, as one rate: each over its own known time, so that one that was not seen for a while does not make the sum
 * too small. Null where one of them is not known at all, or there is none.
 */
export function sumPerHour(gains: readonly CounterGain[]): number | null {
  let sum = 0
  for (const gain of gains) {
    const rate = gainPerHour(gain)
    if (rate === null) return null
    sum += rate
  }
  return gains.length > 0 ? sum : null
}
