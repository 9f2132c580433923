import { readHeading, readRow } from '@wanding/contracts/calibration'
import { expectedBreaks, type FrameShift, fitBreaks, fitSpindles, fitStartUp, hazardKeys } from '@wanding/mill'
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

  it.each([5, 8.4])(
    'give the exponent %d of the speed back within its interval, and its mill file follows it',
    (exponent) => {
      // Three halls of the same mill at three speeds, as one file; slow enough that the people keep up.
      const halls = [16_500, 17_500, 18_500].map((rpm, hall) => {
        const { rows } = recordsOf(
          [`spinPlan.spindleSpeedRpm=${rpm}`, `ringRoom.breaks.speedExponent=${exponent}`],
          6,
          hall,
        )
        return rows.map((row) => ({ ...row, frame: `${row.frame}/${hall}` }))
      })
      const fit = fitBreaks(asRead(halls.flat()))!
      expect(fit.exponentReason).toBe('fitted')
      expect(fit.speedExponent.low!).toBeLessThan(exponent)
      expect(fit.speedExponent.high!).toBeGreaterThan(exponent)
      // Narrow enough to tell it from the 7 of the model.
      expect(fit.speedExponent.high! - fit.speedExponent.low!).toBeLessThan(2 * Math.abs(exponent - 7))
      const evidence = { frames: [], staffing: [], breaks: fit, startUp: null, spindles: null }
      const keys = hazardKeys(plan, evidence)
      expect(keys[0]).toMatchObject({ path: 'ringRoom.breaks.speedExponent', before: 7 })
      expect(keys[0]!.after).toBeCloseTo(fit.speedExponent.value, 2)
      const calibrated = loadMillPlan(
        'jimo',
        keys.map(({ path, after }) => `${path}=${after}`),
        import.meta.url,
      )
      expect(calibrated.ringRoom.breaks.speedExponent).toBe(keys[0]!.after)
    },
  )
})

/** Records as a calibration reads them: written as CSV, and read again. */
function asRead(rows: readonly FrameShift[]): FrameShift[] {
  const columns = ['date', 'shift', 'frame', 'spindle_hours', 'running_breaks', 'spindles', 'count_ne', 'rpm']
  const found = readHeading(columns)
  if (!found.ok) throw new Error(JSON.stringify(found.problems))
  return rows.map(({ date, shift, frame, spindleHours, runningBreaks, spindles, countNe, rpm }) => {
    const day = `2026-03-${String(Number(date) + 1).padStart(2, '0')}`
    const cells = [day, shift, frame, spindleHours.toFixed(1), runningBreaks, spindles, countNe, rpm].map(String)
    const { row, problems } = readRow(found.heading, cells, 'point')
    if (row?.kind !== 'frames') throw new Error(JSON.stringify(problems))
    return row.row
  })
}
