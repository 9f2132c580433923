import type { Doff } from './doffs'
import { ratioValue } from './ratio'

/** Mean power in a range of the doff, over several doffs. */
export interface PowerCell {
  fromPercent: number
  toPercent: number
  /** Doffs that ran there. */
  doffs: number
  /** Mean of the doffs, the least and the most of them, kW; null where none ran. */
  meanKw: number | null
  leastKw: number | null
  mostKw: number | null
  /** Of the doff in hand, kW; null where it has not been yet. */
  inHandKw: number | null
}

const powersOf = ({ power }: Doff): (number | null)[] =>
  power.map(({ kwh, hours }) => ratioValue({ numerator: kwh, denominator: hours }))

/**
 * The saw-tooth of a frame's power: it rises with the yarn on the cops, whose drag in the air grows with their surface, and falls
 * at the doff (domain 2.5). Each of the last whole doffs counts alike, however long it took.
 */
export function powerProfile(doffs: readonly Doff[], most: number): PowerCell[] {
  const whole = doffs.filter((doff) => doff.whole && doff.toMs !== null).slice(-most)
  const last = doffs.at(-1)
  const inHand = last?.toMs === null ? powersOf(last) : []
  const byDoff = whole.map(powersOf)
  return (last?.power ?? []).map(({ fromPercent, toPercent }, i) => {
    const powers = byDoff.map((cells) => cells[i]!).filter((kw) => kw !== null)
    const sum = powers.reduce((all, kw) => all + kw, 0)
    const isKnown = powers.length > 0
    return {
      fromPercent,
      toPercent,
      doffs: powers.length,
      meanKw: ratioValue({ numerator: sum, denominator: powers.length }),
      leastKw: isKnown ? Math.min(...powers) : null,
      mostKw: isKnown ? Math.max(...powers) : null,
      inHandKw: inHand[i] ?? null,
    }
  })
}
