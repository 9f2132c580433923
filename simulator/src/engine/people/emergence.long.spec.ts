import { describe, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { expectWithin, observed } from './emergence.suite'

const plan = loadMillPlan('jimo', [], import.meta.url)
const EXPONENTIAL = { law: 'exponential' } as const

// Every case of domain 5.3 at its own size: the engine within ± 3 % of the published figure, and enough breaks to say so.
describe('machine interference emerges at full size', () => {
  const a = { frames: 1, spindlesPerFrame: 1200, breaksPerSpindleHour: 0.01, pieceS: 20, tenters: 1 }
  const c = { frames: 9, spindlesPerFrame: 1120, breaksPerSpindleHour: 0.006, pieceS: 24, tenters: 1 }

  it('case A with constant service: ends wait .71 s, .00575 % are down', () => {
    const of = observed(plan, a, { replications: 10, hours: 1500, warmUpHours: 5 })
    expectWithin(of('waitS'), 0.71, 0.03)
    expectWithin(of('endsDownPercent'), 0.00575, 0.03)
    expectWithin(of('utilisation'), 0.0667, 0.03)
  })

  it('case A with exponential service: 1.43 s, .00595 %', () => {
    const of = observed(plan, { ...a, ...EXPONENTIAL }, { replications: 20, hours: 1800, warmUpHours: 5 })
    expectWithin(of('waitS'), 1.43, 0.03)
    expectWithin(of('endsDownPercent'), 0.00595, 0.03)
  })

  it('case C with constant service: 8.1 s, .00535 %', () => {
    const of = observed(plan, c, { replications: 10, hours: 250, warmUpHours: 5 })
    expectWithin(of('waitS'), 8.1, 0.03)
    expectWithin(of('endsDownPercent'), 0.00535, 0.03)
    expectWithin(of('utilisation'), 0.403, 0.03)
  })

  it('case C with exponential service: 16.2 s, .00670 %', () => {
    const of = observed(plan, { ...c, ...EXPONENTIAL }, { replications: 16, hours: 400, warmUpHours: 5 })
    expectWithin(of('waitS'), 16.2, 0.03)
    expectWithin(of('endsDownPercent'), 0.0067, 0.03)
  })

  it('case K, overload: a quarter of the ends down stays so, at 25.6 %', () => {
    const of = observed(
      plan,
      { frames: 18, spindlesPerFrame: 1120, breaksPerSpindleHour: 0.01, pieceS: 24, tenters: 1, downAtStart: 0.25 },
      { replications: 4, hours: 120, warmUpHours: 30 },
    )
    expectWithin(of('endsDownPercent'), 25.6, 0.03)
    expectWithin(of('utilisation'), 1, 0.001)
  })
})

describe('pooling emerges: 806 ends an hour of 21.6 s', () => {
  const mill = { frames: 84, spindlesPerFrame: 1200, breaksPerSpindleHour: 806 / 100_800, pieceS: 21.6, ...EXPONENTIAL }

  it.each([
    [6, 9.8, 40],
    [7, 2.86, 48],
    [8, 0.99, 56],
  ])('%i tenters for the whole mill: ends wait %d s', (tenters, waitS, replications) => {
    const of = observed(plan, { ...mill, tenters }, { replications, hours: 40, warmUpHours: 1 })
    expectWithin(of('waitS'), waitS, 0.03)
  })

  it('six zones with a tenter each: ends wait 89.5 s', () => {
    const of = observed(plan, { ...mill, frames: 14, tenters: 1 }, { replications: 36, hours: 300, warmUpHours: 3 })
    expectWithin(of('waitS'), 89.5, 0.03)
  })
})

describe('a patrol without monitoring emerges (domain 5.4)', () => {
  it('a round of 12.02 min, .127 % of the ends down', () => {
    const of = observed(
      plan,
      { frames: 2, spindlesPerFrame: 1200, breaksPerSpindleHour: 0.012, pieceS: 21, tenters: 1, patrolMinutes: 10 },
      { replications: 8, hours: 150, warmUpHours: 2 },
    )
    expectWithin(of('roundMinutes'), 12.02, 0.03)
    expectWithin(of('endsDownPercent'), 0.127, 0.03)
    expectWithin(of('utilisation'), 0.168, 0.03)
  })
})
