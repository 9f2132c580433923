import { describe, expect, it } from 'vitest'
import { patrol } from './patrol'

const published = { spindles: 2400, breaksPerSpindleHour: 0.012, walkMinutes: 10, serviceS: 21 }

describe('patrol (domain 5.4)', () => {
  it('is the published check case: a round of 12.02 min, .127 % of the ends down, .180 % by the rule of BTRA', () => {
    const found = patrol(published)!
    expect(found.roundMinutes).toBeCloseTo(12.02, 2)
    expect(found.endsDownPercent).toBeCloseTo(0.127, 3)
    expect(found.btraEndsDownPercent).toBeCloseTo(0.18, 3)
    expect(found.utilisation).toBeCloseTo(0.168, 12)
  })

  it('explodes as N lambda s comes to 1, and has no round beyond', () => {
    const rounds = [0.06, 0.07, 0.0714].map(
      (rate) => patrol({ ...published, breaksPerSpindleHour: rate })!.roundMinutes,
    )
    expect(rounds[0]).toBeGreaterThan(60)
    expect(rounds[1]).toBeGreaterThan(450)
    expect(rounds[2]).toBeGreaterThan(20_000)
    expect(patrol({ ...published, breaksPerSpindleHour: 0.0715 })).toBeNull()
  })
})
