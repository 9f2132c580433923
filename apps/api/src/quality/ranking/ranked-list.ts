import type { RankedItem, RankedList, RateUnit } from '@wanding/contracts'
import { type CountCell, type Judged, type RankRule, RankTest } from '@wanding/mill'

/** A unit that counted something, or one of a short list. */
export interface CountedUnit {
  name: string
  position: number | null
  count: number
  exposure: number
  lastMs: number | null
}

const SCALE: Readonly<Record<RateUnit, number>> = { per1000: 1000, percent: 100, times: 1 }
const ORDER = { proven: 0, watch: 1, chance: 2 } as const

export const EMPTY_LIST = (unit: RateUnit): RankedList => ({ unit, basis: null, proven: 0, watch: 0, items: [] })

/**
 * Units judged and put in order: the proven by their estimated rates, then those to watch by their evidence; what is chance has no
 * rank and comes by its count, as far as there is room. `silent` are the units that counted nothing and need no name.
 */
export function rankedList(
  units: readonly CountedUnit[],
  silent: readonly CountCell[],
  rule: RankRule,
  { unit, limit }: { unit: RateUnit; limit: number },
): RankedList {
  const cells = [...silent, ...units.map(({ count, exposure }) => ({ count, exposure, times: 1 }))]
  const test = RankTest.of(merged(cells), rule)
  if (!test) return EMPTY_LIST(unit)
  const scale = SCALE[unit]
  const judged = units.flatMap((each) => {
    const found = test.judge(each)
    return found ? [{ each, found }] : []
  })
  judged.sort(
    (a, b) =>
      ORDER[a.found.verdict] - ORDER[b.found.verdict] ||
      (a.found.verdict === 'proven'
        ? b.found.shrunk.value - a.found.shrunk.value
        : a.found.evidence - b.found.evidence) ||
      b.each.count - a.each.count ||
      (b.each.lastMs ?? 0) - (a.each.lastMs ?? 0),
  )
  const { basis } = test
  const of = (verdict: Judged['verdict']) => judged.filter(({ found }) => found.verdict === verdict).length
  return {
    unit,
    basis: {
      units: basis.units,
      events: basis.events,
      exposure: basis.exposure,
      mean: basis.meanRate * scale,
      healthy: basis.healthy.rate * scale,
      dispersion: basis.healthy.dispersion,
      allowed: rule.allowed,
      expectedFalseAlarms: basis.expectedFalseAlarms,
      thresholds: basis.thresholds,
    },
    proven: of('proven'),
    watch: of('watch'),
    items: judged.slice(0, limit).map(({ each, found }, i) => itemOf(each, found, i + 1, scale, test)),
  }
}

function itemOf(each: CountedUnit, found: Judged, place: number, scale: number, test: RankTest): RankedItem {
  const { value, low, high } = found.shrunk
  return {
    name: each.name,
    position: each.position,
    verdict: found.verdict,
    rank: found.verdict === 'proven' ? place : null,
    count: each.count,
    exposure: each.exposure,
    expected: found.expected,
    evidence: found.evidence,
    chanceShare: found.chanceShare,
    rate: found.rate * scale,
    shrunk: { value: value * scale, low: low * scale, high: high * scale },
    threshold: test.thresholdFor(each.exposure),
    lastMs: each.lastMs,
  }
}

/** Alike units as one cell: a mill has thousands of spindles with one break. */
function merged(cells: readonly CountCell[]): CountCell[] {
  const found = new Map<string, CountCell>()
  for (const cell of cells) {
    const key = `${cell.count}/${cell.exposure}`
    const known = found.get(key)
    if (known) known.times += cell.times
    else found.set(key, { ...cell })
  }
  return [...found.values()]
}
