import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { advance } from '../kernel/advance'
import { reducedMill } from './reduced-mill.builder'

const HOUR_MS = 3_600_000
const plan = loadMillPlan('jimo', [], import.meta.url)

describe('a patrol without monitoring', () => {
  it('stops at an end that comes down in front of the tenter', () => {
    const mill = reducedMill(
      plan,
      { frames: 1, spindlesPerFrame: 1200, breaksPerSpindleHour: 0.01, pieceS: 20, tenters: 1, patrolMinutes: 60 },
      1,
    )
    const waits: number[] = []
    advance(mill, mill.state.mill.nowMs + 40 * HOUR_MS, (event) => {
      if (event.kind === 'task' && event.task === 'piece') waits.push(event.waitedSeconds / 60)
    })
    // She passes every spindle once in about 63 minutes, so none waits longer than that and its piecings.
    expect(waits.length).toBeGreaterThan(400)
    expect(Math.max(...waits)).toBeLessThan(72)
    expect(Math.min(...waits)).toBeLessThan(1)
  })
})
