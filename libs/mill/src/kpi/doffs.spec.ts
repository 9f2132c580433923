import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DoffRecord, doffRecord, type FrameStep, partOf, startUpLossPercent } from './doffs'

const STEP_MS = 60_000
const SPINDLES = 1200

/** A frame that spins a doff in 100 steps, one per cent each, with so many breaks in each step of progress. */
function steps(count: number, breaksAt: (progress: number) => number = () => 0): FrameStep[] {
  const made: FrameStep[] = []
  let before: FrameStep = { ...ZERO, progressPercent: -0.5 }
  for (let i = 0; i < count; i++) {
    const progressPercent = (i % 100) + 0.5
    const isNew = i > 0 && i % 100 === 0
    before = {
      atMs: i * STEP_MS,
      progressPercent,
      doffs: before.doffs + (isNew ? 1 : 0),
      breaksRunning: before.breaksRunning + breaksAt(progressPercent),
      breaksStartUp: before.breaksStartUp + (isNew ? 12 : 0),
      runSpindleHours: before.runSpindleHours + SPINDLES / 60,
      kg: before.kg + 0.3,
      kwh: before.kwh + 0.75,
    }
    made.push(before)
  }
  return made
}
const ZERO: FrameStep = {
  atMs: 0,
  progressPercent: 0,
  doffs: 40,
  breaksRunning: 5000,
  breaksStartUp: 900,
  runSpindleHours: 123_456,
  kg: 4000,
  kwh: 9000,
}

describe('doffs of a frame', () => {
  it('begin where one was counted; the first was under way, and the last is in hand', () => {
    const { doffs, stepsLost } = doffRecord(steps(250), STEP_MS)
    expect(stepsLost).toBe(0)
    expect(
      doffs.map(({ fromMs, toMs, whole }) => [fromMs / STEP_MS, toMs === null ? null : toMs / STEP_MS, whole]),
    ).toEqual([
      [0, 101, false],
      [100, 201, true],
      [200, null, true],
    ])
    expect(doffs[1]).toMatchObject({ breaksStartUp: 12, breaksRunning: 0 })
    expect(doffs[1]!.kg).toBeCloseTo(30, 9)
    expect(doffs[1]!.kwh).toBeCloseTo(75, 9)
    expect(doffs[1]!.runSpindleHours).toBeCloseTo(2000, 6)
    expect(startUpLossPercent(doffs[1]!, SPINDLES)).toBe(1)
    expect(startUpLossPercent(doffs[1]!, 0)).toBeNull()
  })

  it('say where the ends break: base, body, nose', () => {
    const record = doffRecord(
      steps(1000, (x) => (x < 15 ? 3 : x < 85 ? 1 : 2)),
      STEP_MS,
    )
    const rate = (part: Parameters<typeof partOf>[1]) => {
      const { numerator, denominator } = partOf(record, part)
      return numerator / (denominator / (SPINDLES / 60))
    }
    expect(rate('body')).toBeCloseTo(1, 9)
    expect(rate('nose')).toBeCloseTo(2, 9)
    // The step at the border of two progresses belongs to the mean of both.
    expect(rate('base')).toBeCloseTo(3, 1)
    expect(record.cells.map(({ fromPercent }) => fromPercent)).toEqual(Array.from({ length: 20 }, (_, i) => 5 * i))
  })

  it.each([
    [
      'a counter that begins anew',
      (all: FrameStep[]) => all.map((step, i) => (i < 150 ? step : { ...step, kwh: step.kwh - 9050 })),
    ],
    ['a gap', (all: FrameStep[]) => all.filter((_, i) => i < 140 || i > 160)],
  ])('%s makes its doff a part of one, and nothing is invented for it', (_what, harm) => {
    const { doffs, stepsLost } = doffRecord(harm(steps(250)), STEP_MS)
    expect(stepsLost).toBe(1)
    expect(doffs.map(({ whole }) => whole)).toEqual([false, false, true])
    expect(doffs[1]!.kwh).toBeLessThan(75)
    expect(doffs[1]!.kwh).toBeGreaterThan(50)
  })

  it('a counter that leaps makes its doff a part of one, too', () => {
    const leaping = steps(250).map((step, i) => (i < 150 ? step : { ...step, kg: step.kg + 400 }))
    const { doffs, stepsLost } = doffRecord(leaping, STEP_MS, (counter, gain) => counter === 'kg' && gain > 5)
    expect(stepsLost).toBe(1)
    expect(doffs[1]).toMatchObject({ whole: false })
    expect(doffs[1]!.kg).toBeCloseTo(30 - 0.3, 6)
  })

  it('a doff in a gap ends one that nobody saw end', () => {
    const { doffs } = doffRecord(
      steps(250).filter((_, i) => i < 190 || i > 210),
      STEP_MS,
    )
    expect(doffs.map(({ toMs, whole }) => [toMs === null ? null : toMs / STEP_MS, whole])).toEqual([
      [101, false],
      [null, false],
      [null, false],
    ])
  })

  it('no data is no doff', () => {
    expect(doffRecord([], STEP_MS)).toMatchObject({ doffs: [], stepsLost: 0 })
  })

  it('every gain is in one doff, and every break in one cell or at the change of doffs', () => {
    const gain = fc.record({
      doffs: fc.constantFrom(0, 0, 0, 0, 1),
      breaksRunning: fc.nat(9),
      breaksStartUp: fc.nat(3),
    })
    fc.assert(
      fc.property(fc.array(fc.tuple(gain, fc.double({ min: 0, max: 100, noNaN: true })), { minLength: 2 }), (all) => {
        let before = ZERO
        const made = all.map(([gained, progressPercent], i) => {
          before = {
            ...before,
            atMs: i * STEP_MS,
            progressPercent,
            doffs: before.doffs + gained.doffs,
            breaksRunning: before.breaksRunning + gained.breaksRunning,
            breaksStartUp: before.breaksStartUp + gained.breaksStartUp,
          }
          return before
        })
        const record: DoffRecord = doffRecord(made, STEP_MS)
        const [first, last] = [made[0]!, made.at(-1)!]
        const sum = (of: (doff: DoffRecord['doffs'][number]) => number) =>
          record.doffs.reduce((total, doff) => total + of(doff), 0)
        expect(sum(({ breaksRunning }) => breaksRunning)).toBe(last.breaksRunning - first.breaksRunning)
        expect(sum(({ breaksStartUp }) => breaksStartUp)).toBe(last.breaksStartUp - first.breaksStartUp)
        expect(record.doffs).toHaveLength(1 + last.doffs - first.doffs)
        const atChange = all
          .slice(1)
          .reduce((total, [{ doffs, breaksRunning }]) => total + (doffs > 0 ? breaksRunning : 0), 0)
        const inCells = record.cells.reduce((total, { numerator }) => total + numerator, 0)
        expect(inCells + atChange).toBe(last.breaksRunning - first.breaksRunning)
      }),
    )
  })
})
