import type { QualityCrews } from '@wanding/contracts'
import { countInterval } from '@wanding/mill'
import { sumOf } from '../ledger/bucket'
import type { MillLedger } from '../ledger/mill-ledger'

/** Each shift in the window, by the crew that was on post: what broke, and how soon it was pieced. */
export function crewShifts({ crews, frames }: MillLedger, fromMs: number, toMs: number): QualityCrews['shifts'] {
  return crews.flatMap(({ atMs, word }, i) => {
    const begin = Math.max(fromMs, atMs)
    const next = crews[i + 1]?.atMs
    const end = Math.min(toMs, next ?? toMs)
    if (end <= begin || word === '') return []
    const sums = [...frames.values()].map(({ buckets }) => sumOf(buckets, begin, end))
    const total = (of: (sum: (typeof sums)[number]) => number) => sums.reduce((sum, each) => sum + of(each), 0)
    const breaks = Math.round(total(({ counts }) => counts.running))
    const spindleHours = total(({ counts }) => counts.runHours)
    const pieced = total(({ counts }) => counts.byPeople + counts.byRobot)
    const peak = Math.max(0, ...sums.map(({ peakRepairS }) => peakRepairS))
    const per = spindleHours > 0 ? 1000 / spindleHours : null
    const { low, high } = countInterval(breaks)
    return [
      {
        crew: word,
        fromMs: begin,
        toMs: end,
        running: next === undefined || next > toMs,
        breaks,
        spindleHours,
        rate: per && breaks * per,
        low: per && low * per,
        high: per && high * per,
        pieced,
        meanRepairS: pieced > 0 ? total(({ counts }) => counts.downSeconds) / pieced : null,
        peakRepairS: pieced > 0 && peak > 0 ? peak : null,
      },
    ]
  })
}
