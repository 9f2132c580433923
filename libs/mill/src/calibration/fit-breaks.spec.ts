import { describe, expect, it } from 'vitest'
import type { FrameShift } from './calibration-rows'
import { fitBreaks, fitStartUp } from './fit-breaks'
import { fitSpindles } from './fit-spindles'
import { chance } from './simulated-counts.builder'

const ROW: FrameShift = {
  date: '2026-03-02',
  shift: '1',
  frame: 'RF01',
  spindleHours: 9000,
  runningBreaks: 0,
  startUpBreaks: null,
  doffs: null,
  spindles: 1200,
  countNe: 40,
  rpm: null,
  humidityPercent: null,
  endsDownPercent: null,
}

/** Frames × shifts with a level of each frame, and speeds, drawn by chance. */
function room(seed: number, about: { rate: number; frames: number; shifts: number; shape?: number; rpms?: number[] }) {
  const { gamma, poisson, unit } = chance(seed)
  return Array.from({ length: about.frames }, (_, f) => {
    const level = about.shape ? gamma(about.shape) : 1
    return Array.from({ length: about.shifts }, (_, s): FrameShift => {
      const rpm = about.rpms?.[Math.floor(unit() * about.rpms.length)] ?? null
      const mean = about.rate * 9000 * level * (rpm === null ? 1 : (rpm / 18_000) ** 7)
      const date = `2026-03-${String(1 + Math.floor(s / 3)).padStart(2, '0')}`
      return { ...ROW, date, shift: String(1 + (s % 3)), frame: `RF${f}`, rpm, runningBreaks: poisson(mean) }
    })
  }).flat()
}
const SEEDS = Array.from({ length: 40 }, (_, i) => 11 + 97 * i)
const inside = (value: number, { low, high }: { low: number | null; high: number | null }) =>
  low !== null && high !== null && value >= low && value <= high

describe('fitBreaks', () => {
  it('has the true rate and the true shape of frames in its 95 % intervals as often as it says', () => {
    const fits = SEEDS.map((seed) => fitBreaks(room(seed, { rate: 0.006, frames: 60, shifts: 12, shape: 20 }))!)
    const rate = fits.filter(({ measuredPer1000 }) => inside(6, measuredPer1000)).length
    const shape = fits.filter(({ frameShape }) => frameShape && inside(20, frameShape)).length
    // 40 trials at 95 %: fewer than 34 has a chance below 0.2 %.
    expect(rate).toBeGreaterThanOrEqual(34)
    expect(shape).toBeGreaterThanOrEqual(34)
  })

  it('says where chance alone is at work, and checks out', () => {
    const fits = SEEDS.map((seed) => fitBreaks(room(seed, { rate: 0.006, frames: 40, shifts: 12 }))!)
    for (const { check } of fits) expect(Math.abs(check.dispersion - 1)).toBeLessThan(0.3)
    expect(fits.filter(({ check }) => check.p < 0.05).length).toBeLessThan(8)
    expect(fits.filter(({ frameShape }) => frameShape === null || frameShape.value > 150).length).toBeGreaterThan(34)
  })

  it('compares what was counted with what it expects', () => {
    const fit = fitBreaks(room(5, { rate: 0.006, frames: 60, shifts: 12, shape: 20 }))!
    const total = (of: 'observed' | 'expected') => fit.check.histogram.reduce((sum, bin) => sum + bin[of], 0)
    expect(total('observed')).toBe(720)
    expect(total('expected')).toBeCloseTo(720, 3)
    expect(fit.byFrame).toHaveLength(60)
    expect(fit.byShift).toHaveLength(12)
    expect(fit.byFrame.reduce((sum, { observed }) => sum + observed, 0)).toBe(fit.breaks)
  })

  it('fits the exponent of the speed where speeds vary', () => {
    const fits = SEEDS.slice(0, 20).map(
      (seed) => fitBreaks(room(seed, { rate: 0.006, frames: 30, shifts: 12, rpms: [17_000, 18_000, 19_000] }))!,
    )
    expect(fits.every(({ exponentReason }) => exponentReason === 'fitted')).toBe(true)
    expect(fits.filter(({ speedExponent }) => inside(7, speedExponent)).length).toBeGreaterThanOrEqual(16)
  })

  it('says that it cannot tell the exponent where they do not', () => {
    const few = fitBreaks(room(3, { rate: 0.006, frames: 4, shifts: 3, rpms: [18_000, 18_050] }))!
    expect(few).toMatchObject({ exponentReason: 'speeds-alike', speedExponent: { value: 7, error: null } })
    expect(fitBreaks(room(3, { rate: 0.006, frames: 4, shifts: 3 }))!.exponentReason).toBe('no-speeds')
  })

  it('takes the humidity out of the rate, as the model has it', () => {
    const dry = room(3, { rate: 0.006, frames: 20, shifts: 12 }).map((row) => ({ ...row, humidityPercent: 48 }))
    const fit = fitBreaks(dry)!
    // Nine per cent too dry doubles the breaks.
    expect(fit.measuredPer1000.value / fit.atReferencePer1000.value).toBeCloseTo(2, 6)
  })

  it('has nothing to say without a break', () => expect(fitBreaks([ROW])).toBeNull())
})

describe('fitStartUp', () => {
  it('is the share of the ends that break at a start', () => {
    const { poisson } = chance(9)
    const rows = Array.from({ length: 200 }, () => ({ ...ROW, doffs: 3, startUpBreaks: poisson(3 * 1200 * 0.005) }))
    const fit = fitStartUp([...rows, { ...ROW, doffs: null, startUpBreaks: 50 }])!
    expect(fit.starts).toBe(600)
    expect(inside(0.005, fit.share)).toBe(true)
    expect(fitStartUp([ROW])).toBeNull()
  })
})

describe('fitSpindles', () => {
  /** A month of single spindles; a share of them breaks more often. */
  const spindles = (seed: number, rogueShare: number, shape = 2.5) => {
    const { gamma, poisson, unit } = chance(seed)
    return Array.from({ length: 6000 }, (_, position) => {
      const rogue = unit() < rogueShare ? 12 : 1
      return { frame: 'RF01', position, spindleHours: 700, runningBreaks: poisson(0.005 * 700 * gamma(shape) * rogue) }
    })
  }

  it('finds the shape of the gamma law, and no rogues where there are none', () => {
    const fits = SEEDS.slice(0, 12).map((seed) => fitSpindles(spindles(seed, 0))!)
    expect(fits.filter(({ rogue }) => rogue === null).length).toBeGreaterThanOrEqual(11)
    expect(fits.filter(({ gammaShape }) => gammaShape && inside(2.5, gammaShape)).length).toBeGreaterThanOrEqual(9)
  })

  it('finds how many rogues there are, how bad they are, and the shape of the others', () => {
    const fits = SEEDS.slice(0, 12).map((seed) => fitSpindles(spindles(seed, 0.015))!)
    const hits = (
      value: number,
      of: (fit: (typeof fits)[number]) => { low: number | null; high: number | null } | null | undefined,
    ) =>
      fits.filter((fit) => {
        const found = of(fit)
        return found && inside(value, found)
      }).length
    expect(hits(0.015, (fit) => fit.rogue?.share)).toBeGreaterThanOrEqual(9)
    expect(hits(12, (fit) => fit.rogue?.factor)).toBeGreaterThanOrEqual(9)
    expect(hits(2.5, (fit) => fit.gammaShape)).toBeGreaterThanOrEqual(9)
    expect(fits.filter(({ check }) => check.p < 0.01).length).toBeLessThan(3)
  })
})
