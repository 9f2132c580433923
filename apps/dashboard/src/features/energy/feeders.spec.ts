import { describe, expect, it } from 'vitest'
import { feederLines, MOST_LINES, specificEnergy } from './feeders'

const OTHERS = { en: 'Others', zh: '其余' }

it('the specific energy of air is power over flow, where air flows', () => {
  expect(
    specificEnergy(
      [
        [0, 210],
        [60, 210],
        [120, 210],
      ],
      [
        [0, 35],
        [60, 0],
      ],
    ),
  ).toEqual([[0, 0.1]])
})

describe('lines of feeders', () => {
  const feeders = (count: number) =>
    new Map(
      Array.from({ length: count }, (_, i) => [
        `EL0${i + 1}`,
        [
          [0, i + 1],
          [60, 10 * (i + 1)],
        ] as [number, number][],
      ]),
    )

  it('are one a feeder while the chart can hold them', () => {
    const lines = feederLines(feeders(MOST_LINES), OTHERS)
    expect(lines.map(({ key }) => key)).toEqual(['EL01', 'EL02', 'EL03', 'EL04', 'EL05'])
    expect(new Set(lines.map(({ token, dash }) => `${token}${dash}`)).size).toBe(MOST_LINES)
  })

  it('lose nothing where there are more', () => {
    const lines = feederLines(feeders(7), OTHERS)
    expect(lines).toHaveLength(MOST_LINES)
    expect(lines.at(-1)).toMatchObject({
      key: 'others',
      samples: [
        [0, 5 + 6 + 7],
        [60, 180],
      ],
    })
  })

  it('add up only what all others tell', () => {
    const told = feeders(6)
    told.set('EL06', [[0, 6]])
    expect(feederLines(told, OTHERS).at(-1)!.samples).toEqual([[0, 11]])
  })
})
