import { VERDICTS } from '@wanding/mill'
import { z } from 'zod'

/** How far back quality looks, mill time: an hour, a shift, a day. */
export const QUALITY_WINDOWS = ['1h', '8h', '24h'] as const
export type QualityWindow = (typeof QUALITY_WINDOWS)[number]
export const WINDOW_HOURS: Readonly<Record<QualityWindow, number>> = { '1h': 1, '8h': 8, '24h': 24 }

export const qualityQuery = z.object({ window: z.enum(QUALITY_WINDOWS).default('8h') })
export type QualityQuery = z.infer<typeof qualityQuery>
export const spindleRankingQuery = qualityQuery.extend({
  machine: z.string().min(1).max(128).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
})
export type SpindleRankingQuery = z.infer<typeof spindleRankingQuery>

/** The window that an answer is about, and how much of it was seen. */
export const qualitySpan = z.object({
  mill: z.string(),
  run: z.string(),
  window: z.enum(QUALITY_WINDOWS),
  fromMs: z.number(),
  toMs: z.number(),
  /** Mean hours of a frame that telemetry told of. */
  watchedHours: z.number(),
  /** Hours of the window without data: they are in no figure. */
  missingHours: z.number(),
})
export type QualitySpan = z.infer<typeof qualitySpan>

/** What the rates of a list are: breaks per 1,000 spindle-hours, lost of 100 started, or times the mean of the machine. */
export const RATE_UNITS = ['per1000', 'percent', 'times'] as const
export type RateUnit = (typeof RATE_UNITS)[number]

const interval = { low: z.number(), high: z.number() }

/** What a list was judged by. Rates are in the unit of the list. */
export const rankBasis = z.object({
  units: z.number().int(),
  events: z.number(),
  /** Spindle-hours, or spindles started. */
  exposure: z.number(),
  mean: z.number(),
  /** Of units that have nothing. */
  healthy: z.number(),
  /** Relative variance of the rates of healthy units: 1 / shape of the gamma law. */
  dispersion: z.number(),
  /** False alarms that are allowed in one look at the list, and those to be expected at the threshold. */
  allowed: z.number(),
  expectedFalseAlarms: z.number(),
  /** Counts from which on a unit is proven: for those that ran shortest and longest. */
  thresholds: z.tuple([z.number(), z.number()]),
})
export type RankBasisAnswer = z.infer<typeof rankBasis>

export const rankedItem = z.object({
  /** Frame, winder, zone or lot. */
  name: z.string(),
  /** Spindle, unit or roving position, 1 first; null for what has none. */
  position: z.number().int().nullable(),
  verdict: z.enum(VERDICTS),
  /** 1 first; null where chance explains it: noise has no rank. */
  rank: z.number().int().nullable(),
  count: z.number(),
  exposure: z.number(),
  expected: z.number(),
  /** Healthy units of the list that would be as conspicuous. */
  evidence: z.number(),
  /** Share of chance among those that are as conspicuous. */
  chanceShare: z.number(),
  rate: z.number(),
  /** Empirical-Bayes estimate with its 95 % interval. */
  shrunk: z.object({ value: z.number(), ...interval }),
  /** Count from which on it would be proven. */
  threshold: z.number(),
  /** The newest event; null where the wire does not tell. */
  lastMs: z.number().nullable(),
})
export type RankedItem = z.infer<typeof rankedItem>

export const rankedList = z.object({
  unit: z.enum(RATE_UNITS),
  /** Null where nothing was counted, or nothing ran. */
  basis: rankBasis.nullable(),
  proven: z.number().int(),
  watch: z.number().int(),
  /** The proven first, then those to watch, then some of what is chance. */
  items: z.array(rankedItem),
})
export type RankedList = z.infer<typeof rankedList>

export const spindleRanking = qualitySpan.extend({ machine: z.string().nullable(), list: rankedList })
export type SpindleRanking = z.infer<typeof spindleRanking>

export const frameRanking = qualitySpan.extend({
  /** Frames are compared with those that spin the same count. */
  articles: z.array(
    z.object({
      countNe: z.number().nullable(),
      frames: z.number().int(),
      /** Breaks while running. */
      running: rankedList,
      /** Ends lost at the start after a doff. */
      startUp: rankedList,
    }),
  ),
})
export type FrameRanking = z.infer<typeof frameRanking>

/** Breaks of a group in a part of the window; null where nothing ran. */
export const ratePoint = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  rate: z.number().nullable(),
  ...{ low: z.number().nullable(), high: z.number().nullable() },
})
export type RatePoint = z.infer<typeof ratePoint>

/** The last quarter of the window against the three before it, in the same group. */
export const drift = z.object({
  name: z.string(),
  verdict: z.enum(VERDICTS),
  ratio: z.number().nullable(),
  low: z.number(),
  high: z.number().nullable(),
  /** Groups of the list that would drift as much by chance. */
  evidence: z.number(),
})
export type Drift = z.infer<typeof drift>

export const groupList = z.object({
  list: rankedList,
  series: z.array(z.object({ name: z.string(), frames: z.number().int(), points: z.array(ratePoint) })),
  drifts: z.array(drift),
})
export type GroupList = z.infer<typeof groupList>

export const groupRanking = qualitySpan.extend({ zones: groupList, lots: groupList })
export type GroupRanking = z.infer<typeof groupRanking>

/** Positions of other machines whose telemetry tells each one's count: winder units in the doff in hand, roving spindles. */
export const positionRanking = z.object({
  mill: z.string(),
  run: z.string(),
  atMs: z.number(),
  winders: rankedList,
  roving: rankedList,
})
export type PositionRanking = z.infer<typeof positionRanking>

export const qualityCrews = qualitySpan.extend({
  shifts: z.array(
    z.object({
      crew: z.string(),
      fromMs: z.number(),
      toMs: z.number(),
      running: z.boolean(),
      breaks: z.number(),
      spindleHours: z.number(),
      rate: z.number().nullable(),
      ...{ low: z.number().nullable(), high: z.number().nullable() },
      /** Ends pieced by people and robots. */
      pieced: z.number(),
      /** From break to piecing, s. */
      meanRepairS: z.number().nullable(),
      peakRepairS: z.number().nullable(),
    }),
  ),
})
export type QualityCrews = z.infer<typeof qualityCrews>
