import { expectedBreaks, type FrameShift, fitBreaks, fitSpindles, fitStartUp } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { advance, createMill, readRingFrame } from './engine'
import { loadMillPlan } from './mill-files'

const START_MS = Date.UTC(2026, 0, 5)
const HOUR_MS = 3_600_000
/** Nothing but chance, so that the true values are those of the file. */
const QUIET = [
  'faults.scale=0',
  'ringRoom.frames=12',
  'ringRoom.newFaultsPerDay.rogue=0',
  'ringRoom.stopsPerFrameDay=0',
]

/** What the records of a simulated mill would hold after so many days. */
function recordsOf(overrides: readonly string[], days: number, seed: number) {
  const plan = loadMillPlan('jimo', [...QUIET, ...overrides], import.meta.url)
  const mill = createMill(plan, seed, START_MS)
  const { frames, spindlesPerFrame } = plan.ringRoom
  const read = () => Array.from({ length: frames }, (_, frame) => readRingFrame(mill, frame))
  const bySpindle = new Uint32Array(frames * spindlesPerFrame)
  const rows: FrameShift[] = []
  let before = read()
  for (let shift = 0; shift < 3 * days; shift++) {
    advance(mill, START_MS + (shift + 1) * 8 * HOUR_MS, (event) => {
      if (event.kind === 'spindle' && event.breakClass === 'running')
        bySpindle[event.frame * spindlesPerFrame + event.position - 1]! += 1
    })
    const now = read()
    now.forEach((frame, f) => {
      const gained = (of: (reading: (typeof now)[number]) => number) => of(frame) - of(before[f]!)
      rows.push({
        date: String(Math.floor(shift / 3)),
        shift: String(shift % 3),
        frame: `RF${f}`,
        spindleHours: gained((reading) => reading.runSpindleHours),
        runningBreaks: gained((reading) => reading.breaksRunning),
        startUpBreaks: gained((reading) => reading.breaksStartUp),
        doffs: gained((reading) => reading.doffs),
        spindles: spindlesPerFrame,
        countNe: 40,
        rpm: plan.spinPlan.spindleSpeedRpm,
        humidityPercent: null,
        endsDownPercent: null,
      })
    })
    before = now
  }
  const hours = rows.reduce((sum, row) => sum + row.spindleHours, 0) / bySpindle.length
  const spindles = [...bySpindle].map((runningBreaks, i) => ({
    frame: 'RF',
    position: i,
    spindleHours: hours,
    runningBreaks,
  }))
  return { plan, rows, spindles }
}

describe('the records of a simulated mill', () => {
  const { plan, rows, spindles } = recordsOf([], 12, 7)
  const breaks = fitBreaks(rows)!
  const startUp = fitStartUp(rows)!
  const expected = expectedBreaks(plan)

  it('give its break rate back, as the mill file makes it expected', () => {
    const measured = breaks.measuredPer1000.value / 1000
    // Means of the hazard model against 42 million spindle-seconds: the model leaves out ramps, spread of the climate and repair.
    expect(expected.runningPerSpindleHour / measured).toBeGreaterThan(0.94)
    expect(expected.runningPerSpindleHour / measured).toBeLessThan(1.06)
    expect(expected.startUpShare / startUp.share.value).toBeGreaterThan(0.9)
    expect(expected.startUpShare / startUp.share.value).toBeLessThan(1.1)
  })

  it('give its rogue spindles and the gamma law of the others back within their intervals', () => {
    const fit = fitSpindles(spindles)!
    expect(fit.gammaShape!.low!).toBeLessThan(plan.ringRoom.breaks.gammaShape)
    expect(fit.gammaShape!.high!).toBeGreaterThan(plan.ringRoom.breaks.gammaShape)
    expect(fit.rogue).not.toBeNull()
  })

  it('follow a mill file with other breaks', () => {
    // Few enough more that the people keep up: in a room that is overrun, breaks make breaks.
    const other = recordsOf(['ringRoom.breaks.ratePerSpindleHour=0.0055', 'ringRoom.breaks.startUpShare=0.005'], 4, 3)
    const expectedOther = expectedBreaks(other.plan)
    const ratio = fitBreaks(other.rows)!.measuredPer1000.value / (1000 * expectedOther.runningPerSpindleHour)
    expect(Math.abs(ratio - 1)).toBeLessThan(0.08)
    expect(Math.abs(fitStartUp(other.rows)!.share.value / expectedOther.startUpShare - 1)).toBeLessThan(0.1)
  })
})
