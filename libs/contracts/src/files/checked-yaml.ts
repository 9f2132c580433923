import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument, parse as parseYaml } from 'yaml'
import type { z } from 'zod'

/** What is wrong in a file: the line to look at (0 for an override), the key as a path, and a sentence. */
export interface FileProblem {
  line: number
  path: string
  reason: string
}

export type CheckedYaml<T> = { ok: true; value: T; at: ProblemPlace } | { ok: false; problems: FileProblem[] }

/** Makes a problem out of a path and a sentence; it knows the line. */
export type ProblemPlace = (path: readonly PropertyKey[], reason: string) => FileProblem

/** Reads YAML, applies `path=value` overrides and checks it against a schema. Never throws; problems are in order of lines. */
export function checkedYaml<T>(text: string, schema: z.ZodType<T>, overrides: readonly string[] = []): CheckedYaml<T> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const faults = [...document.errors, ...document.warnings]
  if (faults.length > 0) {
    return failed(faults.map(({ pos, message }) => ({ line: lines.linePos(pos[0]).line, path: '', reason: message })))
  }
  if (document.contents === null) return failed([{ line: 1, path: '', reason: 'the file is empty' }])
  const overridden = new Set<string>()
  for (const override of overrides) {
    const problem = applyOverride(document, override, overridden)
    if (problem) return failed([problem])
  }
  const at: ProblemPlace = (path, reason) => {
    const name = path.map(String).join('.')
    const isOverride = [...overridden].some((key) => name === key || name.startsWith(`${key}.`))
    return { line: isOverride ? 0 : lines.linePos(placeOf(document, path).offset).line, path: name, reason }
  }
  let value: unknown
  try {
    value = document.toJS()
  } catch (error) {
    // The parser refuses aliases that would grow without bound only here.
    return failed([{ line: 1, path: '', reason: error instanceof Error ? error.message : String(error) }])
  }
  const parsed = schema.safeParse(value, { reportInput: true })
  if (parsed.success) return { ok: true, value: parsed.data, at }
  return failed(parsed.error.issues.flatMap((issue) => problemsOf(issue, document, at)))
}

/** One line for a person: `jimo.yaml:12: spinPlan.countNe: is missing`. */
export function describeFileProblem(fileName: string, { line, path, reason }: FileProblem): string {
  return `${line > 0 ? `${fileName}:${line}` : `${fileName}, overridden`}: ${path ? `${path}: ` : ''}${reason}`
}

function failed(problems: FileProblem[]): { ok: false; problems: FileProblem[] } {
  return { ok: false, problems: problems.sort((a, b) => a.line - b.line) }
}

/** Sets one key of the document from `path=value`; the value is YAML. A key that is not in the file is refused by the schema. */
function applyOverride(document: Document.Parsed, override: string, overridden: Set<string>): FileProblem | undefined {
  const equals = override.indexOf('=')
  if (equals < 1) return { line: 0, path: override, reason: 'an override has the form path=value' }
  const name = override.slice(0, equals)
  const path = name.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key))
  try {
    document.setIn(path, document.createNode(parseYaml(override.slice(equals + 1))))
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0]! : String(error)
    return { line: 0, path: name, reason: `cannot be overridden: ${reason}` }
  }
  overridden.add(name)
  return undefined
}

function problemsOf(issue: z.core.$ZodIssue, document: Document.Parsed, at: ProblemPlace): FileProblem[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => at([...issue.path, key], 'is not a known key'))
  if (issue.path.length > 0 && !placeOf(document, issue.path).found) return [at(issue.path, 'is missing')]
  if (issue.code === 'invalid_union') {
    // The branch that got furthest says best what is meant.
    const branches = issue.errors.filter((errors) => errors.length > 0)
    const inner = branches.sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0]
    if (inner && depth(inner) > 0) {
      return inner.flatMap((one) => problemsOf({ ...one, path: [...issue.path, ...one.path] }, document, at))
    }
    return [at(issue.path, `must be ${branches.map((errors) => expectation(errors[0]!)).join(' or ')}`)]
  }
  return [at(issue.path, reasonOf(issue))]
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map(({ path, code }) => path.length + (code === 'unrecognized_keys' ? 1 : 0)))
}

function expectation(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_type'
    ? (WORDS[issue.expected] ?? issue.expected)
    : issue.message.replace(/^Invalid input: /, '')
}

const WORDS: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'a text',
  boolean: 'true or false',
  object: 'a group of keys',
  array: 'a list',
  tuple: 'a list',
}

function reasonOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${WORDS[issue.expected] ?? issue.expected}, is ${shown(issue.input)}`
    case 'too_small':
      return bound(issue.origin, issue.inclusive ? 'at least' : 'more than', issue.minimum, issue.input)
    case 'too_big':
      return bound(issue.origin, issue.inclusive ? 'at most' : 'less than', issue.maximum, issue.input)
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}, is ${shown(issue.input)}`
    default:
      return issue.message.replace(/^Invalid input: /, '')
  }
}

function bound(origin: string, word: string, limit: number | bigint, input: unknown): string {
  if (origin === 'array') return `must have ${word} ${limit} entries`
  if (origin === 'string') return `must have ${word} ${limit} characters`
  return `must be ${word} ${limit}, is ${shown(input)}`
}

function shown(input: unknown): string {
  if (input === null || input === undefined) return 'empty'
  if (typeof input === 'string') return `the text "${input.slice(0, 40)}"`
  if (Array.isArray(input)) return 'a list'
  return typeof input === 'object' ? 'a group of keys' : String(input)
}

/** Where a key stands in the text; for a key that is not there, where its parent stands. */
function placeOf(document: Document.Parsed, path: readonly PropertyKey[]): { offset: number; found: boolean } {
  let node: unknown = document.contents
  let offset = document.contents?.range?.[0] ?? 0
  for (const segment of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => (isScalar(key) ? String(key.value) : String(key)) === String(segment))
      if (!pair) return { offset, found: false }
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset
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
