import type { Figure, KpiNow } from '@wanding/contracts'
import { MACHINE_KINDS, type MachineKind } from '@wanding/mill'
import { kindTotals, type KindTotals } from './kind-totals'
import type { MillWindow } from './mill-window'

/** Mill time that a rate needs before it says anything, minutes; a doff comes only every few hours. */
const LEAST_MINUTES = 1
const LEAST_MINUTES_FOR_DOFFS = 10

/** The figures that telemetry alone decides; those of staffing come from staffing. */
export type MeasuredFigures = Omit<KpiNow['figures'], 'personsPer10k' | 'workloadIndex'>

/** The mill's figures over the window; the gauges (ends down) are of this moment, with a window of zero. */
export function figuresOf(mill: MillWindow): { figures: MeasuredFigures; extra: KpiNow['extra'] } {
  const ring = kindTotals(mill, 'ring-frame')
  const over = (numerator: number, denominator: number, scale: number, least = LEAST_MINUTES): Figure =>
    ratio(numerator, denominator, scale, ring.hours * 60, least)

  const kg = ring.gained('production/total')
  const fullGramsPerSpindleHour = mill.one('mill')?.number('mill/fullProduction') ?? 0
  const fullKg = (fullGramsPerSpindleHour * ring.spindleHours) / 1000
  const byPeople = ring.gained('piecing/byPeople')
  const byRobot = ring.gained('piecing/byRobot')
  const doffedSpindles = ring.gainedTimes('doff/count', (frame) => frame.number('frame/spindles') ?? 0)
  return {
    figures: {
      endsDownPercent: endsDownNow(mill),
      breaksPer1000SpindleHours: over(ring.gained('breaks/running'), ring.gained('spindles/runHours'), 1000),
      efficiencyPercent: over(kg, fullKg, 100),
      kgPerHour: over(kg, ring.hours, 1),
      kwhPerKg: over(energyKwh(mill, ring), kg, 1),
    },
    extra: {
      startUpBreakPercent: over(ring.gained('breaks/startUp'), doffedSpindles, 100, LEAST_MINUTES_FOR_DOFFS),
      gramsPerSpindleHour: over(kg, ring.spindleHours, 1000),
      meanResponseSeconds: over(ring.gained('piecing/downSeconds'), byPeople + byRobot, 1),
      doffsPerFrameDay: over(ring.gained('doff/count'), ring.machineHours, 24, LEAST_MINUTES_FOR_DOFFS),
      robotSharePercent: over(byRobot, byPeople + byRobot, 100),
    },
  }
}

/** Ends down of the installed spindles, now, over the frames that are online. */
function endsDownNow(mill: MillWindow): Figure {
  let endsDown = 0
  let spindles = 0
  for (const frame of mill.of('ring-frame')) {
    const down = frame.number('spindles/endsDown')
    const installed = frame.number('frame/spindles')
    if (!frame.online || down === null || installed === null) continue
    endsDown += down
    spindles += installed
  }
  return ratio(endsDown, spindles, 100, 0, 0)
}

/**
 * Energy of the whole mill over the time in which the ring frames were seen. Feeders may serve only part of the mill, and
 * machines leave out lighting and losses: each sum is too small at worst, so the larger one is nearer.
 */
function energyKwh(mill: MillWindow, ring: KindTotals): number {
  const overRingTime = (kind: MachineKind): number => {
    const totals = kind === 'ring-frame' ? ring : kindTotals(mill, kind)
    return totals.hours > 0 ? (totals.gained('energy/total') / totals.hours) * ring.hours : 0
  }
  const machines = MACHINE_KINDS.filter((kind) => kind !== 'electricity').reduce(
    (sum, kind) => sum + overRingTime(kind),
    0,
  )
  return Math.max(machines, overRingTime('electricity'))
}

/** Nothing is said without a denominator or before enough of the mill's time was seen. */
function ratio(numerator: number, denominator: number, scale: number, windowMinutes: number, least: number): Figure {
  const known = denominator > 0 && windowMinutes >= least
  return {
    value: known ? (scale * numerator) / denominator : null,
    numerator: known ? numerator : null,
    denominator: known ? denominator : null,
    windowMinutes,
    source: 'measured',
  }
}
