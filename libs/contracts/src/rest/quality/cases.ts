import { EFFECTS } from '@wanding/mill'
import { z } from 'zod'
import { CAUSE_CODES } from './causes'

export const CASE_KINDS = ['spindle', 'frame', 'unit'] as const
export type CaseKind = (typeof CASE_KINDS)[number]
export const CASE_STATES = ['open', 'closed'] as const

const name = z.string().trim().min(1).max(80)
const note = z.string().trim().max(1000)

/** Where the work is: a frame, a spindle of it, or a unit of a winder. */
export const caseTarget = z
  .object({
    kind: z.enum(CASE_KINDS),
    machine: z.string().min(1).max(128),
    position: z.number().int().min(1).max(65_535).nullable(),
  })
  .refine(({ kind, position }) => (kind === 'frame') === (position === null), {
    message: 'a spindle or a unit has a position, a frame has none',
    path: ['position'],
  })
export type CaseTarget = z.infer<typeof caseTarget>

export const openCase = z.object({ target: caseTarget, by: name, note: note.default('') })
export type OpenCase = z.infer<typeof openCase>
export const noteCase = z.object({ by: name, note: note.min(1) })
export type NoteCase = z.infer<typeof noteCase>
export const closeCase = z.object({ by: name, cause: z.enum(CAUSE_CODES), note: note.default('') })
export type CloseCase = z.infer<typeof closeCase>

/** Events and the spindle-hours in which they came about. */
const counted = z.object({ count: z.number(), exposure: z.number() })

export const CASE_STEPS = ['opened', 'noted', 'closed', 'reopened', 'effect'] as const
/** A step of a case as it was written down. */
export const caseStep = z.object({
  step: z.enum(CASE_STEPS),
  /** Who; empty for the rule that looks whether a repair helped. */
  by: z.string(),
  /** Mill time, and our own. */
  atMs: z.number(),
  savedAtMs: z.number(),
  note: z.string(),
  cause: z.enum(CAUSE_CODES).nullable(),
  effect: z.enum(EFFECTS).nullable(),
})
export type CaseStep = z.infer<typeof caseStep>

export const qualityCase = z.object({
  id: z.string(),
  mill: z.string(),
  run: z.string(),
  target: caseTarget,
  state: z.enum(CASE_STATES),
  openedMs: z.number(),
  closedMs: z.number().nullable(),
  cause: z.enum(CAUSE_CODES).nullable(),
  /** What was counted in the day before it was opened. */
  before: counted.nullable(),
  /** What has been counted since it was closed, and what a healthy one would have; null where the wire does not tell. */
  since: counted.extend({ expected: z.number() }).nullable(),
  /** Null while it is open, or where the wire does not tell. */
  effect: z.enum(EFFECTS).nullable(),
  steps: z.array(caseStep),
})
export type QualityCase = z.infer<typeof qualityCase>

export const qualityCases = z.object({
  mill: z.string(),
  open: z.number().int(),
  cases: z.array(qualityCase),
})
export type QualityCases = z.infer<typeof qualityCases>
