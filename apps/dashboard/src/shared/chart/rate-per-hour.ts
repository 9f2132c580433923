import type { Sample } from '../live/series-window'

const HOUR_MS = 3_600_000

/** What a counter gains in an hour, at each sample over the time `windowMs` before it. A fall is a counter that began anew. */
export function ratePerHour(samples: readonly Sample[], windowMs: number): Sample[] {
  const rates: Sample[] = []
  let from = 0
  for (const [i, [atMs, value]] of samples.entries()) {
    if (i > 0 && value < samples[i - 1]![1]) from = i
    while (from + 1 < i && samples[from + 1]![0] <= atMs - windowMs) from += 1
    const [fromMs, before] = samples[from]!
    // A part of the window would make a rate of chance.
    if (atMs - fromMs >= windowMs / 2) rates.push([atMs, ((value - before) * HOUR_MS) / (atMs - fromMs)])
  }
  return rates
}
