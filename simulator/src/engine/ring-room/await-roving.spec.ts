import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { advance } from '../kernel/advance'
import { createMill } from '../kernel/create-mill'

const START_MS = Date.UTC(2026, 0, 5)
const MINUTE_MS = 60_000

describe('spindles that wait for roving', () => {
  // With and without monitoring: called to the end, or found on patrol.
  it.each([[[]], [['measures=[S1, S2, S3]']]])('are served when the roving store has some again (%j)', (over) => {
    const plan = loadMillPlan('teaching', ['ringRoom.rovingRunOutUnscheduledShare=0.2', ...over], import.meta.url)
    const mill = createMill(plan, 7, START_MS)
    const { rovingSets, spindles } = mill.state
    const backMs = START_MS + 12 * 60 * MINUTE_MS
    let mostWaiting = 0
    for (let minute = 10; minute <= 12 * 60; minute += 10) {
      // Whatever the roving frames make is taken away for the first half of the day.
      rovingSets.stored.fill(0)
      advance(mill, START_MS + minute * MINUTE_MS)
      mostWaiting = Math.max(mostWaiting, mill.state.mill.awaitRoving)
    }
    // A set that has just come has them all ask again, in vain.
    expect(mostWaiting).toBeGreaterThan(50)
    expect(mill.state.mill.awaitRoving).toBe(spindles.awaitsRoving.reduce((sum, waits) => sum + waits, 0))
    // The roving frames have little to spare: they need days to catch up.
    advance(mill, backMs + 96 * 60 * MINUTE_MS)
    expect(mill.state.mill.awaitRoving).toBe(0)
    const stuck = spindles.downMs.filter((downMs) => downMs > 0 && downMs < backMs)
    expect(stuck.length).toBe(0)
  })
})
