import { MEASURES, type Measure, type NormConstants, type Norms, ROLES, SCOPES, SHIFT_SYSTEMS } from '@wanding/mill'
import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'

/** What is wrong in a file: the line to look at, the key (`measures.S4.changes.pieceMinutes`) and a sentence. */
export interface NormsProblem {
  line: number
  path: string
  reason: string
}

export type NormsFileResult = { ok: true; norms: Norms } | { ok: false; fileName: string; problems: NormsProblem[] }

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
  conventional: constants,
  measures: z.strictObject(allOf<Measure, typeof measure>(MEASURES, measure)),
})

/** Reads and checks the text of a norms file. It never throws: what is wrong comes back with line, key and reason. */
export function parseNormsFile(text: string, fileName: string): NormsFileResult {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const faults = [...document.errors, ...document.warnings]
  if (faults.length > 0) {
    const problems = faults.map(({ pos, message }) => ({ line: lines.linePos(pos[0]).line, path: '', reason: message }))
    return { ok: false, fileName, problems }
  }
  const content = contentOf(document)
  if (!content.ok) return { ok: false, fileName, problems: [{ line: 1, path: '', reason: content.reason }] }
  const parsed = normsSchema.safeParse(content.value)
  if (parsed.success) return { ok: true, norms: parsed.data }
  const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, document, lines))
  return { ok: false, fileName, problems: problems.sort((a, b) => a.line - b.line) }
}

/** One line for a person: `norms.yaml:12: basis.countNe: is missing`. */
export function describeNormsProblem(fileName: string, { line, path, reason }: NormsProblem): string {
  return `${fileName}:${line}: ${path ? `${path}: ` : ''}${reason}`
}

function contentOf(document: Document.Parsed): { ok: true; value: unknown } | { ok: false; reason: string } {
  if (document.contents === null) return { ok: false, reason: 'the file is empty' }
  try {
    return { ok: true, value: document.toJS() }
  } catch (error) {
    // The parser refuses aliases that would grow without bound only here.
    return { ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
}

function problemsOf(issue: z.core.$ZodIssue, document: Document.Parsed, lines: LineCounter): NormsProblem[] {
  const problem = (path: readonly PropertyKey[], reason: string): NormsProblem => {
    const { offset } = place(document, path)
    return { line: lines.linePos(offset).line, path: path.join('.'), reason }
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => problem([...issue.path, key], 'is not a key of a norms file'))
  }
  const missing = issue.path.length > 0 && !place(document, issue.path).found
  return [problem(issue.path, missing ? 'is missing' : issue.message.replace(/^Invalid input: /, ''))]
}

/** Where a key stands in the text; for a key that is not there, where its parent stands. */
function place(document: Document.Parsed, path: readonly PropertyKey[]): { offset: number; found: boolean } {
  let node: unknown = document.contents
  let offset = document.contents?.range?.[0] ?? 0
  for (const segment of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(segment))
      if (!pair || !isScalar(pair.key)) return { offset, found: false }
      offset = pair.key.range?.[0] ?? offset
      node = pair.value
    } else if (isSeq(node) && typeof segment === 'number' && segment < node.items.length) {
      node = node.items[segment]
      offset = (node as { range?: readonly number[] | null } | null)?.range?.[0] ?? offset
    } else {
      return { offset, found: false }
    }
  }
  return { offset, found: true }
}

function allOf<K extends string, S>(keys: readonly K[], schema: S): Record<K, S> {
  return Object.fromEntries(keys.map((key) => [key, schema])) as Record<K, S>
}
