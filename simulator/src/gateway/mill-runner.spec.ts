import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MillClock } from './mill-clock'
import { MillRunner } from './mill-runner'

const T0 = Date.UTC(2026, 10, 28, 12)
const SECONDS = 5
/** What is left of a second for a tick that comes late, ms. */
const LEAST_LEFT_MS = 150

/** When each of some mills of one computer ticks, ms since a full second. */
async function ticksOf(mills: readonly string[], startMs = T0): Promise<Map<string, number[]>> {
  vi.setSystemTime(startMs)
  const ticks = new Map<string, number[]>(mills.map((mill) => [mill, []]))
  const runners = mills.map(
    (mill) =>
      new MillRunner(
        new MillClock(startMs, startMs, 1),
        (toMs) => ticks.get(mill)!.push(toMs - T0),
        [],
        mill,
        () => Date.now(),
      ),
  )
  for (const runner of runners) runner.start()
  await vi.advanceTimersByTimeAsync(SECONDS * 1000)
  for (const runner of runners) await runner.stop()
  return ticks
}
const phaseIn = (ticks: readonly number[]): number => ticks[0]! % 1000

describe('MillRunner', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it.each([
    ['that are numbered', Array.from({ length: 9 }, (_, i) => `mill${i + 1}`)],
    ['of the ladder of measures', Array.from({ length: 10 }, (_, i) => `rung-${i}`)],
    ['that a classroom has', ['teaching', 'jimo', 'jimo-100', 'conventional', 'carded-20', 'lyocell-30', 'giant']],
  ])('ticks mills %s one after the other within each second', async (_, mills) => {
    const ticks = await ticksOf(mills)
    const phases = [...ticks.values()].map(phaseIn)
    expect(new Set(phases).size).toBe(mills.length)
    for (const phase of phases) expect(phase).toBeLessThanOrEqual(1000 - LEAST_LEFT_MS)
  })

  it('ticks a mill once a second, at the same moment of it whenever it was started', async () => {
    const { jimo: first } = Object.fromEntries(await ticksOf(['jimo']))
    expect(first).toHaveLength(SECONDS)
    for (const [i, tick] of first!.entries()) expect(tick).toBe(first![0]! + i * 1000)
    const { jimo: later } = Object.fromEntries(await ticksOf(['jimo'], T0 + 60_777))
    expect(phaseIn(later!)).toBe(phaseIn(first!))
  })

  it('makes one longer step of ticks that it missed', async () => {
    vi.setSystemTime(T0)
    const steps: number[] = []
    const runner = new MillRunner(
      new MillClock(T0, T0, 1),
      (toMs) => {
        steps.push(toMs - T0)
        // The computer sleeps within the first step.
        if (steps.length === 1) vi.setSystemTime(T0 + 10_000)
      },
      [],
      'jimo',
      () => Date.now(),
    )
    runner.start()
    await vi.advanceTimersByTimeAsync(2500)
    await runner.stop()
    expect(steps).toHaveLength(3)
    expect(steps[1]! - steps[0]!).toBeGreaterThan(9000)
    expect(steps[2]! - steps[1]!).toBe(1000)
  })
})
