import type { StepPoint, TimeRange } from './history-store.port'

/** What a database knows of one step that has reports. */
export interface ReportedStep extends StepPoint {
  last: number
}

/** A value and when it was reported. */
export interface Report {
  atMs: number
  value: number
}

/**
 * A machine repeats all its values once a minute of mill time (machine-recorder.ts), so a value that was not repeated
 * for two and a half minutes comes from a machine that is silent: a gap.
 */
export const METRIC_HOLD_MS = 150_000
/** KPI and staffing are stored each ten seconds. */
export const SERIES_HOLD_MS = 30_000

const REPORTS_FOR_A_RHYTHM = 4
const HOLD_RHYTHMS = 2.5

/**
 * Telemetry reports by exception, so a step without a report repeats the last value, but only for `holdMs`: after that
 * the step is a gap and left out. The hold counts from the begin of the step of the report (InfluxDB does not tell more).
 * At fast clocks messages are far apart in mill time; where the closest of at least
 * four reports are further apart than the hold, the hold is two and a half of these distances.
 *
 * `reported` in order of time; `before` is the last report before the range, if it may still hold.
 */
export function carryForward(
  reported: readonly ReportedStep[],
  before: Report | undefined,
  range: TimeRange,
  stepMs: number,
  holdMs: number,
): StepPoint[] {
  const hold = Math.max(holdMs, HOLD_RHYTHMS * rhythmMs(reported))
  const points: StepPoint[] = []
  let last = before
  let next = 0
  for (let atMs = Math.floor(range.fromMs / stepMs) * stepMs; atMs < range.toMs; atMs += stepMs) {
    const step = reported[next]
    if (step && step.atMs === atMs) {
      points.push({ atMs, mean: step.mean, least: step.least, most: step.most })
      last = { atMs, value: step.last }
      next++
    } else if (last && atMs <= last.atMs + hold) {
      points.push({ atMs, mean: last.value, least: last.value, most: last.value })
    } else if (step) {
      // Nothing holds until the next report: go there at once, a range may have millions of empty steps.
      atMs = step.atMs - stepMs
    } else break
  }
  return points
}

function rhythmMs(reported: readonly ReportedStep[]): number {
  if (reported.length < REPORTS_FOR_A_RHYTHM) return 0
  let shortest = Number.POSITIVE_INFINITY
  for (let index = 1; index < reported.length; index++) {
    shortest = Math.min(shortest, reported[index]!.atMs - reported[index - 1]!.atMs)
  }
  return shortest
}

const SECOND_MS = 1000
const NICE_SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400]

/** The shortest step of a round length that covers the range in at most `points` steps (one more where it begins within a step), ms. */
export function stepFor(range: TimeRange, points: number): number {
  const least = (range.toMs - range.fromMs) / points
  const nice = NICE_SECONDS.find((seconds) => seconds * SECOND_MS >= least)
  return nice ? nice * SECOND_MS : Math.ceil(least / 86_400_000) * 86_400_000
}
