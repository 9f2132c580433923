import { type Ratio, ratioValue } from './ratio'
import type { RingTotals } from './ring-totals'

type Total = keyof RingTotals

/** How a figure is computed: the sum of some totals × `scale`, over the sum of others. */
export interface RingFormula {
  numerator: readonly Total[]
  /** Brings the numerator into the figure's unit: 100 for percent, 1,000 for g of kg. */
  scale: number
  denominator: readonly Total[]
}

/** The formulas of the ring room's figures; the unit of each is in its name. */
export const RING_FORMULAS = {
  /** Share of spindle time lost to ends waiting for a piecer (domain 2.3). */
  endsDownPercent: { numerator: ['endsDownSpindleHours'], scale: 100, denominator: ['installedSpindleHours'] },
  /** 千锭时断头: running breaks over running spindle-hours; start-up breaks are a figure of their own (domain 2.3). */
  breaksPer1000SpindleHours: { numerator: ['runningBreaks'], scale: 1000, denominator: ['runningSpindleHours'] },
  /** 1 − 留头率: ends that broke at the start, of those started after doffs (domain 2.3). */
  startUpBreakPercent: { numerator: ['startUpBreaks'], scale: 100, denominator: ['endsStarted'] },
  /** 单产: yarn per installed spindle and hour (domain 2.1). */
  gramsPerSpindleHour: { numerator: ['productionKg'], scale: 1000, denominator: ['installedSpindleHours'] },
  /** Production over the production at 100 % (domain 2.2). */
  efficiencyPercent: { numerator: ['productionKg'], scale: 100, denominator: ['fullProductionKg'] },
  /** 吨纱用电 per kg (domain 2.5). */
  kwhPerKg: { numerator: ['energyKwh'], scale: 1, denominator: ['productionKg'] },
  /** Spindles producing × h over installed × calendar h (domain 2.2). */
  spindleUtilisationPercent: { numerator: ['runningSpindleHours'], scale: 100, denominator: ['installedSpindleHours'] },
  doffsPerFrameDay: { numerator: ['doffs'], scale: 1, denominator: ['frameDays'] },
  /** From break to piecing, mean over ends pieced by people and robots. */
  meanResponseSeconds: {
    numerator: ['responseSeconds'],
    scale: 1,
    denominator: ['endsPiecedByPeople', 'endsPiecedByRobot'],
  },
  /** Ends that robots pieced, of all ends pieced. */
  robotSharePercent: {
    numerator: ['endsPiecedByRobot'],
    scale: 100,
    denominator: ['endsPiecedByPeople', 'endsPiecedByRobot'],
  },
} as const satisfies Record<string, RingFormula>
export type RingFigure = keyof typeof RING_FORMULAS

/** A figure as its pair, numerator already in the figure's unit. */
export function ringRatio(figure: RingFigure, totals: RingTotals): Ratio {
  const { numerator, scale, denominator }: RingFormula = RING_FORMULAS[figure]
  return { numerator: sumOf(totals, numerator) * scale, denominator: sumOf(totals, denominator) }
}

/** A figure's value; null where its denominator is zero: a mill that did not run has no break rate, not one of 0. */
export function ringFigure(figure: RingFigure, totals: RingTotals): number | null {
  return ratioValue(ringRatio(figure, totals))
}

/**
 * Production per hour of clock, kg/h, as a pair. Hours of frames must not add up to hours of the mill, so the clock is taken from
 * installed spindle-hours: the totals may span any frames and times, `installedSpindles` says how many spindles those frames have.
 */
export function kgPerHourRatio(totals: RingTotals, installedSpindles: number): Ratio {
  const hours = installedSpindles > 0 ? totals.installedSpindleHours / installedSpindles : 0
  return { numerator: totals.productionKg, denominator: hours }
}

function sumOf(totals: RingTotals, keys: readonly Total[]): number {
  return keys.reduce((sum, key) => sum + totals[key], 0)
}
