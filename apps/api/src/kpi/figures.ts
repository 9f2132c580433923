import type { Figure, KpiNow } from '@wanding/contracts'
import {
  kgPerHourRatio,
  MACHINE_KINDS,
  type MachineKind,
  type Ratio,
  RING_FORMULAS,
  type RingFigure,
  type RingTotals,
  ratioValue,
  ringRatio,
} from '@wanding/mill'
import { type KindTotals, kindTotals } from './kind-totals'
import type { MillWindow } from './mill-window'

/** Mill time that a rate of events needs before it says anything, minutes; a doff comes only every few hours. */
const LEAST_MINUTES = 1
/** Kilograms and kilowatt-hours flow: three reports of the slowest machines are enough. */
const LEAST_MINUTES_FOR_FLOWS = 0.25
const LEAST_MINUTES_FOR_DOFFS = 10

/** The figures that telemetry alone decides; those of staffing come from staffing. */
export type MeasuredFigures = Omit<KpiNow['figures'], 'personsPer10k' | 'workloadIndex'>

/** The mill's figures over the window; ends down are of this moment, with a window of zero. */
export function figuresOf(mill: MillWindow): { figures: MeasuredFigures; extra: KpiNow['extra'] } {
  const ring = kindTotals(mill, 'ring-frame')
  const totals = ringTotalsOf(mill, ring)
  const windowMinutes = ring.hours * 60
  const figure = (name: RingFigure, leastMinutes = LEAST_MINUTES): Figure =>
    measured(ringRatio(name, totals), RING_FORMULAS[name].scale, windowMinutes, leastMinutes)
  return {
    figures: {
      endsDownPercent: endsDownNow(mill),
      breaksPer1000SpindleHours: figure('breaksPer1000SpindleHours'),
      efficiencyPercent: figure('efficiencyPercent', LEAST_MINUTES_FOR_FLOWS),
      kgPerHour: measured(kgPerHourRatio(totals, ring.seenSpindles), 1, windowMinutes, LEAST_MINUTES_FOR_FLOWS),
      kwhPerKg: figure('kwhPerKg', LEAST_MINUTES_FOR_FLOWS),
    },
    extra: {
      startUpBreakPercent: figure('startUpBreakPercent', LEAST_MINUTES_FOR_DOFFS),
      gramsPerSpindleHour: figure('gramsPerSpindleHour', LEAST_MINUTES_FOR_FLOWS),
      meanResponseSeconds: figure('meanResponseSeconds'),
      doffsPerFrameDay: figure('doffsPerFrameDay', LEAST_MINUTES_FOR_DOFFS),
      robotSharePercent: figure('robotSharePercent'),
    },
  }
}

/** What the ring frames' counters gained, in the terms of the mill's formulas. */
function ringTotalsOf(mill: MillWindow, ring: KindTotals): RingTotals {
  const fullGramsPerSpindleHour = mill.one('mill')?.number('mill/fullProduction') ?? 0
  return {
    installedSpindleHours: ring.spindleHours,
    runningSpindleHours: ring.gained('spindles/runHours'),
    // Nothing counts it on the wire; ends down are shown as they are now.
    endsDownSpindleHours: 0,
    runningBreaks: ring.gained('breaks/running'),
    startUpBreaks: ring.gained('breaks/startUp'),
    endsStarted: ring.gainedTimes('doff/count', (frame) => frame.number('frame/spindles') ?? 0),
    endsPiecedByPeople: ring.gained('piecing/byPeople'),
    endsPiecedByRobot: ring.gained('piecing/byRobot'),
    responseSeconds: ring.gained('piecing/downSeconds'),
    doffs: ring.gained('doff/count'),
    frameDays: ring.machineHours / 24,
    productionKg: ring.gained('production/total'),
    fullProductionKg: (fullGramsPerSpindleHour * ring.spindleHours) / 1000,
    energyKwh: energyKwh(mill, ring),
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
  return measured({ numerator: 100 * endsDown, denominator: spindles }, 100, 0, 0)
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
  const machines = MACHINE_KINDS.filter((kind) => kind !== 'electricity').map(overRingTime)
  return Math.max(
    machines.reduce((sum, kwh) => sum + kwh, 0),
    overRingTime('electricity'),
  )
}

/** A figure with its parts as they were counted, before scaling. Null before enough of the mill's time was seen. */
function measured(scaled: Ratio, scale: number, windowMinutes: number, leastMinutes: number): Figure {
  const value = windowMinutes >= leastMinutes ? ratioValue(scaled) : null
  const known = value !== null
  return {
    value,
    numerator: known ? scaled.numerator / scale : null,
    denominator: known ? scaled.denominator : null,
    windowMinutes,
    source: 'measured',
  }
}
