import { MEASURES, type Measure, type NormConstants, type Norms, ROLES, SCOPES, SHIFT_SYSTEMS } from '@wanding/mill'
import { z } from 'zod'

const minutes = z.number().min(0).max(100_000)
const kilograms = z.number().positive().max(10_000)
const machines = z.number().int().positive().max(1_000_000)
const posts = z.number().min(0).max(10_000)
const rate = z.number().min(0).max(10_000)
const share = z.number().min(0).max(1)
const yieldOf = z.number().positive().max(1)

const constants = z.strictObject({
  spindleSpeedRpm: z.number().positive().max(30_000),
  frameEfficiency: yieldOf,
  copG: z.number().positive().max(1000),
  spindlesPerFrame: machines,
  baleKg: kilograms,
  baleMinutes: minutes,
  blowroomLines: machines,
  blowroomLineMinutes: minutes,
  wasteMinutes: minutes,
  cardCanKg: kilograms,
  cardCanMinutes: minutes,
  cards: machines,
  cardMinutes: minutes,
  breakerCanKg: kilograms,
  breakerCanMinutes: minutes,
  lapKg: kilograms,
  lapMinutes: minutes,
  combers: machines,
  comberMinutes: minutes,
  finisherCanKg: kilograms,
  finisherCanMinutes: minutes,
  finisherDeliveries: machines,
  finisherDeliveryMinutes: minutes,
  rovingCanMinutes: minutes,
  rovingSpindles: machines,
  rovingBreaksPer1000SpindleHours: rate,
  rovingPieceMinutes: minutes,
  rovingBobbinKg: kilograms,
  rovingDoffMinutes: minutes,
  rovingTentMinutesPer100Spindles: minutes,
  rovingTransportMinutes: minutes,
  breaksPer1000SpindleHours: rate,
  startUpLoss: share,
  robotShare: share,
  pieceMinutes: minutes,
  lapExtraMinutes: minutes,
  creelMinutes: minutes,
  patrolMinutesPer1000Spindles: minutes,
  cleaningMinutesPer1000Spindles: minutes,
  frameDoffMinutes: minutes,
  copTransportMinutes: minutes,
  copMinutes: minutes,
  windingSpindles: machines,
  windingSpindleMinutes: minutes,
  coneKg: kilograms,
  coneMinutes: minutes,
  floorMinutes: minutes,
  utilitiesPosts: posts,
  mechanicsPosts: posts,
  leadingPosts: posts,
  qualityPosts: posts,
  fitterDayPosts: posts,
  laboratoryDayPosts: posts,
  storesDayPosts: posts,
} satisfies Record<keyof NormConstants, z.ZodNumber>)

const shiftSystem = z.strictObject({ crews: z.number().min(1).max(12), shiftHours: z.number().positive().max(24) })
const measure = z.strictObject({
  name: z.strictObject({ en: z.string().min(1), zh: z.string().min(1) }),
  changes: constants.partial(),
})
const twist = z
  .array(
    z.strictObject({
      upToNe: z.number().positive(),
      multiplier: z.number().min(2).max(6),
      spindleSpeedMaxRpm: z.number().positive().max(30_000).optional(),
    }),
  )
  .min(1)
  .refine((rows) => rows.every((row, index) => index === 0 || row.upToNe > rows[index - 1]!.upToNe), {
    error: 'the lines must rise in upToNe',
  })

/** Schema of a norms file; unknown keys are refused, so a misspelt norm cannot be ignored in silence (staffing-norms). */
export const normsSchema: z.ZodType<Norms> = z.strictObject({
  version: z.string().min(1).max(64),
  basis: z.strictObject({
    spindles: machines,
    countNe: z.number().min(4).max(200),
    shiftHours: z.number().positive().max(24),
    utilisation: yieldOf,
  }),
  roster: z.strictObject({
    shiftSystem: z.enum(SHIFT_SYSTEMS),
    attendance: yieldOf,
    dayFactor: z.number().min(1).max(3),
  }),
  shiftSystems: z.strictObject(allOf(SHIFT_SYSTEMS, shiftSystem)),
  scope: z.strictObject({ counted: z.enum(SCOPES), directRoles: z.array(z.enum(ROLES)), overhead: share }),
  workloadIndex: z
    .strictObject({ healthyFrom: share, healthyTo: share })
    .refine(({ healthyFrom, healthyTo }) => healthyFrom < healthyTo, { error: 'healthyFrom must be below healthyTo' }),
  yields: z.strictObject({
    blowroom: yieldOf,
    card: yieldOf,
    breakerDraw: yieldOf,
    lapFormer: yieldOf,
    comber: yieldOf,
    finisherDraw: yieldOf,
    rovingFrame: yieldOf,
    ringFrame: yieldOf,
    winder: yieldOf,
  }),
  twist,
  scaling: z.strictObject({
    ratioDecimals: z.number().int().min(0).max(9),
    wasteRatioMin: share,
    windingExponent: share,
    floorExponent: share,
  }),
  // Only mills that count laps need it.
  conventional: constants.extend({ lapExtraMinutes: minutes.default(0) }),
  measures: z.strictObject(allOf<Measure, typeof measure>(MEASURES, measure)),
})

function allOf<K extends string, S>(keys: readonly K[], schema: S): Record<K, S> {
  return Object.fromEntries(keys.map((key) => [key, schema])) as Record<K, S>
}
