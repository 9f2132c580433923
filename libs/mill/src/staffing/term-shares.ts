import { shapleyValues } from './shapley'
import type { StaffResult } from './staff-case'
import type { TermPersons } from './staff-change'

/**
 * Shapley shares of each player, term by term: what it does to every term of the result, averaged exactly over all orders of
 * the players. The shares of a term sum to its whole change, so those of all terms to the change of the figure.
 */
export function termShares(players: number, resultOf: (coalition: number) => StaffResult): TermPersons[] {
  const results = Array.from({ length: 1 << players }, (_, coalition) => resultOf(coalition).terms)
  const shares = Array.from({ length: players }, () => ({ roll: [] as number[], per10k: [] as number[] }))
  for (const term of results[0]!.keys()) {
    const roll = shapleyValues(players, (coalition) => results[coalition]![term]!.roll)
    const per10k = shapleyValues(players, (coalition) => results[coalition]![term]!.per10k)
    shares.forEach((share, player) => {
      share.roll.push(roll[player]!)
      share.per10k.push(per10k[player]!)
    })
  }
  return shares
}
