import { MEASURES, ROLES, SHIFT_SYSTEMS } from '@wanding/mill'
import { z } from 'zod'
import { normsSchema } from '../files/norms-file.schema'

/** What is wrong in norms: the key, the line where they came as a file, and a sentence. */
export const normsProblem = z.object({ path: z.string(), line: z.number().int().nullable(), reason: z.string() })
export type NormsProblem = z.infer<typeof normsProblem>

/** Where a version of the norms came from: the file that the backend was started with, the editor, a file, a calibration. */
export const NORMS_ORIGINS = ['start', 'editor', 'import', 'calibration'] as const
export type NormsOrigin = (typeof NORMS_ORIGINS)[number]

/** A saved version of the norms, which never changes. */
export const normsVersionInfo = z.object({
  /** `v3`: the third that was saved. */
  id: z.string(),
  /** Name that the norms give themselves and each figure shows. */
  name: z.string(),
  author: z.string(),
  note: z.string(),
  savedAtMs: z.number(),
  parent: z.string().nullable(),
  origin: z.enum(NORMS_ORIGINS),
  /** SHA-256 of the norms. */
  hash: z.string(),
})
export type NormsVersionInfo = z.infer<typeof normsVersionInfo>

export const normsVersion = normsVersionInfo.extend({ norms: normsSchema })
export type NormsVersion = z.infer<typeof normsVersion>

/** From when on a version was in force; figures from then to the next activation were computed with it. */
export const normsActivation = z.object({
  id: z.string(),
  name: z.string(),
  author: z.string(),
  /** Real time. */
  atMs: z.number(),
  /** What the clock of each mill showed then. */
  millTimes: z.record(z.string(), z.number()),
})
export type NormsActivation = z.infer<typeof normsActivation>

export const normsHistory = z.object({
  /** The version in force. */
  active: z.string(),
  /** The newest version, which a new one must name as its parent. */
  newest: z.string(),
  /** Newest first. */
  versions: z.array(normsVersionInfo),
  activations: z.array(normsActivation),
  /** Files of versions that cannot be read. */
  damaged: z.array(z.string()),
})
export type NormsHistory = z.infer<typeof normsHistory>

const signed = { author: z.string().trim().min(1).max(80), note: z.string().trim().max(1000).default('') }
const origin = z.enum(['editor', 'import', 'calibration']).default('editor')

export const saveNorms = z.object({ norms: z.unknown(), parent: z.string(), origin, ...signed })
export type SaveNorms = z.input<typeof saveNorms>
export const activateNorms = z.object({ author: signed.author })
export const normsDraft = z.object({ norms: z.unknown(), mill: z.string().min(1).max(128).optional() })
export type NormsDraft = z.input<typeof normsDraft>
export const normsText = z.object({ fileName: z.string().min(1).max(200), text: z.string() })
export type NormsText = z.input<typeof normsText>

/** Norms that were looked at: whole, or what is wrong with them. */
export const checkedNorms = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), norms: normsSchema }),
  z.object({ ok: z.literal(false), problems: z.array(normsProblem) }),
])
export type CheckedNorms = z.infer<typeof checkedNorms>

const persons = z.object({ per10k: z.number().nullable(), roll: z.number() })
export type Persons = z.infer<typeof persons>

/** The people of a mill under the norms in force and under a draft; the mill itself is the same. */
export const normsEffect = z.object({
  countNe: z.number(),
  spindles: z.number(),
  shiftSystem: z.enum(SHIFT_SYSTEMS),
  measures: z.array(z.enum(MEASURES)),
  source: z.enum(['measured', 'mixed', 'planned']),
  before: persons,
  after: persons,
  byRole: z.array(z.object({ role: z.enum(ROLES), before: persons, after: persons })),
})
export type NormsEffect = z.infer<typeof normsEffect>

export const normsPreview = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(false), problems: z.array(normsProblem) }),
  z.object({
    ok: z.literal(true),
    /** With the events that telemetry measured; null without a mill that has told its basis. */
    live: normsEffect.nullable(),
    /** With the flows that the norms plan, for the mill's count, size and measures, or for the basis of the norms. */
    plan: normsEffect,
    rungs: z.array(z.object({ step: z.string(), before: z.number(), after: z.number() })),
  }),
])
export type NormsPreview = z.infer<typeof normsPreview>

const value = z.union([z.number(), z.string(), z.array(z.unknown())]).nullable()

/** One key that differs, and the persons that it alone changes; null where the key cannot be changed by itself. */
export const normsDiffEntry = z.object({
  path: z.string(),
  before: value,
  after: value,
  plan: persons.nullable(),
  live: persons.nullable(),
})
export type NormsDiffEntry = z.infer<typeof normsDiffEntry>

export const normsDiff = z.object({
  from: normsVersionInfo,
  to: normsVersionInfo,
  entries: z.array(normsDiffEntry),
  /** All keys together; keys that act on the same work make it differ from the sum of the entries. */
  together: z.object({ plan: persons.nullable(), live: persons.nullable() }),
})
export type NormsDiff = z.infer<typeof normsDiff>
