import { z } from 'zod'
import { instant, range } from './history'

/** Who writes: a role and not a permission, so that a reader knows from where somebody looked. */
export const ANNOTATION_ROLES = [
  'operator',
  'shift-leader',
  'engineer',
  'maintenance',
  'quality',
  'utilities',
  'trainer',
] as const
export type AnnotationRole = (typeof ANNOTATION_ROLES)[number]

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => !/\p{Cc}/u.test(text), { message: 'control characters are not allowed' })

/** A note on a time, or a stretch of it, of the whole mill or of one machine. */
export const annotationRequest = z
  .object({
    fromMs: instant,
    /** Left out for a moment. */
    toMs: instant.nullable().default(null),
    /** Null for the whole mill. */
    machine: z.string().min(1).max(128).nullable().default(null),
    text: line(500),
    author: line(80),
    role: z.enum(ANNOTATION_ROLES),
  })
  .strict()
  .refine(({ fromMs, toMs }) => toMs === null || toMs > fromMs, {
    message: 'toMs must be after fromMs',
    path: ['toMs'],
  })
export type AnnotationRequest = z.output<typeof annotationRequest>
/** As it is sent. */
export type AnnotationNote = z.input<typeof annotationRequest>

export const annotation = z.object({
  id: z.string(),
  mill: z.string(),
  run: z.string(),
  fromMs: z.number(),
  toMs: z.number().nullable(),
  machine: z.string().nullable(),
  text: z.string(),
  author: z.string(),
  role: z.enum(ANNOTATION_ROLES),
  /** When it was written, by the server's clock. */
  writtenMs: z.number(),
})
export type Annotation = z.infer<typeof annotation>

export const annotationsQuery = range(400).and(z.object({ run: z.string().min(1).max(128).optional() }))
export type AnnotationsQuery = z.infer<typeof annotationsQuery>
