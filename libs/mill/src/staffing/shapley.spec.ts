import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MEASURES, type Measure } from '../codes'
import { aNorms } from './norms.builder'
import { requiredStaff } from './required-staff'
import { rosterFor } from './roster'
import { attributeMeasures, shapleyValues } from './shapley'
import { plannedWorkload } from './workload'

const games = fc.integer({ min: 1, max: 5 }).chain((players) =>
  fc.record({
    players: fc.constant(players),
    worths: fc.array(fc.double({ min: -100, max: 100, noNaN: true }), {
      minLength: 1 << players,
      maxLength: 1 << players,
    }),
  }),
)

function orders(players: readonly number[]): number[][] {
  if (players.length === 0) return [[]]
  return players.flatMap((first) =>
    orders(players.filter((player) => player !== first)).map((rest) => [first, ...rest]),
  )
}

describe('shapleyValues', () => {
  it('is the mean over all orders of what a player adds when joining', () => {
    fc.assert(
      fc.property(games, ({ players, worths }) => {
        const all = orders(Array.from({ length: players }, (_, player) => player))
        const sums = new Array<number>(players).fill(0)
        for (const order of all) {
          let coalition = 0
          for (const player of order) {
            sums[player]! += worths[coalition | (1 << player)]! - worths[coalition]!
            coalition |= 1 << player
          }
        }
        shapleyValues(players, (coalition) => worths[coalition]!).forEach((value, player) => {
          expect(value).toBeCloseTo(sums[player]! / all.length, 9)
        })
      }),
    )
  })

  it('shares the whole, gives nothing to who adds nothing, and the same to who adds the same', () => {
    fc.assert(
      fc.property(games, ({ players, worths }) => {
        const total = shapleyValues(players, (coalition) => worths[coalition]!).reduce((sum, value) => sum + value, 0)
        expect(total).toBeCloseTo(worths[worths.length - 1]! - worths[0]!, 9)
        // One more player who changes nothing.
        const withNull = shapleyValues(players + 1, (coalition) => worths[coalition & ((1 << players) - 1)]!)
        expect(withNull[players]!).toBeCloseTo(0, 9)
        // A twin of player 0: either of the two is as good as the first.
        const twins = shapleyValues(players + 1, (coalition) => {
          const either = (coalition & 1) | ((coalition >> players) & 1)
          return worths[(coalition & ((1 << players) - 1) & ~1) | either]!
        })
        expect(twins[players]!).toBeCloseTo(twins[0]!, 9)
      }),
    )
  })
})

describe('attributeMeasures', () => {
  const norms = aNorms({
    S1: { frameDoffMinutes: 3, spindlesPerFrame: 1200 },
    S4: { pieceMinutes: 0.36, patrolMinutesPer1000Spindles: 6 },
    S5: { cleaningMinutesPer1000Spindles: 6 },
    S8: { frameDoffMinutes: 2 },
    S9: { robotShare: 0.7 },
  })
  const roster = rosterFor(norms)
  const rollWith = (measures: readonly Measure[]) => requiredStaff(plannedWorkload(norms, measures), roster).roll
  const { measures, fromPer10k, toPer10k } = attributeMeasures(norms, roster)
  const of = (measure: Measure) => measures.find((share) => share.measure === measure)!

  it('sums to the whole gain, whichever way it is counted', () => {
    const sum = (values: (number | null)[]) => values.reduce<number>((total, value) => total + value!, 0)
    expect(sum(measures.map(({ roll }) => roll))).toBeCloseTo(rollWith(MEASURES) - rollWith([]), 9)
    expect(sum(measures.map(({ per10k }) => per10k))).toBeCloseTo(toPer10k! - fromPer10k!, 9)
    expect(sum(measures.map(({ ladderPer10k }) => ladderPer10k))).toBeCloseTo(toPer10k! - fromPer10k!, 9)
  })

  it('gives nothing to a measure that changes nothing', () => expect(of('S2').roll).toBeCloseTo(0, 9))

  it('gives a measure that meets no other what it does alone', () => {
    const alone = rollWith(['S5']) - rollWith([])
    expect(of('S5').roll).toBeCloseTo(alone, 9)
    expect(of('S5').per10k).toBeCloseTo(of('S5').ladderPer10k!, 9)
  })

  it('shares between two that change the same work: the later on the ladder gets more than what is left for it there', () => {
    expect(of('S9').per10k!).toBeLessThan(of('S9').ladderPer10k!)
    expect(of('S8').per10k!).toBeLessThan(of('S8').ladderPer10k!)
    expect(of('S1').per10k!).toBeGreaterThan(of('S1').ladderPer10k!)
  })
})
