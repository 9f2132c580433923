import type { CountCell } from '../calibration/gamma-poisson'
import { CountTable } from './count-table'
import { type DispersionPrior, type HealthyPopulation, healthyPopulation } from './healthy-population'
import { type ShrunkRate, shrunkRate } from './shrunk-rate'

/** Beyond chance; more likely true than chance; nothing that chance would not do. */
export const VERDICTS = ['proven', 'watch', 'chance'] as const
export type Verdict = (typeof VERDICTS)[number]

export interface RankRule {
  /** Healthy units that may be called proven in one look at the whole list, on average. */
  allowed: number
  prior: DispersionPrior
  /** A count below this says nothing of a unit, however rare it is. */
  leastCount: number
  /** Given where it is known from elsewhere: then nothing is fitted. */
  healthy?: HealthyPopulation
}

/** A long list of spindles: one false name in it costs a fitter a walk (domain 6.3). */
export const ALLOWED_IN_LONG_LIST = 1
/** A short list, of frames or zones: a false name in it costs trust. */
export const ALLOWED_IN_SHORT_LIST = 0.1

/** From here on, less than half of the units with such a count are there by chance. */
const MOSTLY_TRUE = 0.5

/** What a list was judged by; to be shown with it. */
export interface RankBasis {
  units: number
  events: number
  exposure: number
  /** Of all units together. */
  meanRate: number
  healthy: HealthyPopulation
  /** Healthy units that chance calls proven in such a list; below `allowed`, because counts are whole. */
  expectedFalseAlarms: number
  /** Smallest and largest count from which on a unit is proven; they differ where units ran for different times. */
  thresholds: [least: number, most: number]
}

export interface Judged {
  verdict: Verdict
  /** Healthy units of the whole list that would come out as conspicuous as this one. */
  evidence: number
  /** Of the units that came out so or worse, the share that chance explains. */
  chanceShare: number
  /** What a healthy unit would have counted in the same time. */
  expected: number
  rate: number
  shrunk: ShrunkRate
}

/** Judges units by their counts against the population that they belong to; the thresholds follow its present mean. */
export class RankTest {
  readonly basis: RankBasis
  private readonly groups: { table: CountTable; times: number }[]
  private readonly tables = new Map<number, CountTable>()
  private readonly limit: number
  private readonly spread: number
  /** For the chance of each count that was seen, rarest first: the least share of chance among all that are as rare or less so. */
  private readonly shares: { chance: number; share: number }[]

  private constructor(
    private readonly cells: readonly CountCell[],
    private readonly rule: RankRule,
    healthy: HealthyPopulation,
  ) {
    const sum = (of: (cell: CountCell) => number) => cells.reduce((total, cell) => total + of(cell) * cell.times, 0)
    const [units, events, exposure] = [sum(() => 1), sum(({ count }) => count), sum((cell) => cell.exposure)]
    const times = new Map<number, number>()
    for (const cell of cells) {
      const key = keyOf(cell.exposure)
      times.set(key, (times.get(key) ?? 0) + cell.times)
    }
    for (const key of times.keys()) this.tables.set(key, new CountTable(healthy.rate * key, healthy.dispersion))
    this.groups = [...times].map(([key, count]) => ({ table: this.tables.get(key)!, times: count }))
    const meanRate = events / exposure
    const excess = sum(({ count, exposure }) => {
      const mean = meanRate * exposure
      return (count - mean) * (count - mean) - mean
    })
    const squares = sum((cell) => meanRate * cell.exposure * meanRate * cell.exposure)
    this.spread = Math.max(healthy.dispersion, excess / squares)
    this.limit = this.largestLimit()
    const counts = this.groups.map(({ table }) => table.countFor(this.limit, rule.leastCount))
    this.basis = {
      units,
      events,
      exposure,
      meanRate,
      healthy,
      expectedFalseAlarms: this.healthyBeyond(this.limit),
      thresholds: [Math.min(...counts), Math.max(...counts)],
    }
    this.shares = this.sharesSeen()
  }

  /** Null where nothing was counted, or nothing ran. */
  static of(cells: readonly CountCell[], rule: RankRule): RankTest | null {
    const used = inOrder(cells.filter(({ exposure, times }) => exposure > 0 && times > 0))
    const healthy = rule.healthy ?? healthyPopulation(used, rule.prior)
    return healthy && used.some(({ count }) => count > 0) ? new RankTest(used, rule, healthy) : null
  }

  /** Null for a unit that did not run: it cannot be told from any other. */
  judge({ count, exposure }: { count: number; exposure: number }): Judged | null {
    if (!(exposure > 0)) return null
    const table = this.tableOf(exposure)
    const chance = count < this.rule.leastCount ? 1 : table.reaches(count)
    const evidence = this.healthyBeyond(chance)
    const chanceShare = this.shareAt(chance, evidence)
    const verdict = chance <= this.limit ? 'proven' : chance < 1 && chanceShare < MOSTLY_TRUE ? 'watch' : 'chance'
    return {
      verdict,
      evidence,
      chanceShare,
      expected: table.mean,
      rate: count / exposure,
      shrunk: shrunkRate({ count, exposure }, this.basis.meanRate, this.spread),
    }
  }

  /** Count from which on a unit that ran for so long is proven. */
  thresholdFor(exposure: number): number {
    return this.tableOf(exposure).countFor(this.limit, this.rule.leastCount)
  }

  /** Healthy units whose own count is as rare as this, over the times that each of them ran. */
  private healthyBeyond(chance: number): number {
    if (chance >= 1) return this.groups.reduce((sum, { times }) => sum + times, 0)
    return this.groups.reduce(
      (sum, { table, times }) => sum + times * table.reaches(table.countFor(chance, this.rule.leastCount)),
      0,
    )
  }

  /** A unit is no less conspicuous than those behind it: the share of a longer list counts where it is smaller (Benjamini, Hochberg). */
  private shareAt(chance: number, evidence: number): number {
    const own = evidence / Math.max(1, this.seenBeyond(chance))
    const behind = this.shares.find((each) => each.chance >= chance)?.share ?? 1
    return Math.min(1, own, chance < 1 ? behind : 1)
  }

  private sharesSeen(): { chance: number; share: number }[] {
    const chances = this.cells
      .filter(({ count }) => count >= this.rule.leastCount)
      .map(({ count, exposure }) => this.tableOf(exposure).reaches(count))
    const shares = [...new Set(chances)]
      .sort((a, b) => a - b)
      .map((chance) => ({ chance, share: this.healthyBeyond(chance) / Math.max(1, this.seenBeyond(chance)) }))
    for (let i = shares.length - 2; i >= 0; i--) shares[i]!.share = Math.min(shares[i]!.share, shares[i + 1]!.share)
    return shares
  }

  private seenBeyond(chance: number): number {
    return this.cells.reduce((sum, { count, exposure, times }) => {
      const seen = count >= this.rule.leastCount && this.tableOf(exposure).reaches(count) <= chance
      return seen ? sum + times : sum
    }, 0)
  }

  /** The greatest chance at which the healthy units beyond it are still fewer than allowed: the threshold of the whole list. */
  private largestLimit(): number {
    const chances = new Set<number>()
    const own = this.rule.allowed
    for (const { table, times } of this.groups) {
      // Alone it may not bring more than is allowed; a few steps further the next ones are far below.
      const first = table.countFor(own / times, this.rule.leastCount)
      for (let count = first; count < first + STEPS; count++) chances.add(table.reaches(count))
    }
    const sorted = [...chances].sort((a, b) => b - a)
    let low = 0
    let high = sorted.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.healthyBeyond(sorted[middle]!) < own) high = middle
      else low = middle + 1
    }
    return sorted[low] ?? 0
  }

  private tableOf(exposure: number): CountTable {
    const key = keyOf(exposure)
    let table = this.tables.get(key)
    if (!table) {
      table = new CountTable(this.basis.healthy.rate * key, this.basis.healthy.dispersion)
      this.tables.set(key, table)
    }
    return table
  }
}

/** Cells in one order, each once: sums of them come out the same to the last bit, however they were listed. */
function inOrder(cells: readonly CountCell[]): CountCell[] {
  const sorted = [...cells].sort((a, b) => a.exposure - b.exposure || a.count - b.count)
  const merged: CountCell[] = []
  for (const cell of sorted) {
    const last = merged.at(-1)
    if (last?.exposure === cell.exposure && last.count === cell.count) last.times += cell.times
    else merged.push({ ...cell })
  }
  return merged
}

/** Counts after the first that one group alone allows; with up to a thousand groups the limit lies among them. */
const STEPS = 40
/** Times are told apart to a thousandth: below that the chance of a count does not change in a digit that is shown. */
const keyOf = (exposure: number): number => Number(exposure.toPrecision(3))
