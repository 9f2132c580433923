import type { z } from 'zod'
import { type FileProblem, type Located, placeOf, plainOf } from './located-yaml'

export type Checked<T> = { ok: true; value: T; at: ProblemPlace } | { ok: false; problems: FileProblem[] }

/** Makes a problem out of a path and a sentence; it knows the place. */
export type ProblemPlace = (path: readonly PropertyKey[], reason: string) => FileProblem

/** Checks a tree of YAML against a schema. Never throws; problems are in order of files and lines. */
export function checked<T>(root: Located, schema: z.ZodType<T>): Checked<T> {
  const at: ProblemPlace = (path, reason) => {
    const { file, line } = placeOf(root, path)
    return { file, line, path: path.map(String).join('.'), reason }
  }
  const parsed = schema.safeParse(plainOf(root), { reportInput: true })
  if (parsed.success) return { ok: true, value: parsed.data, at }
  return { ok: false, problems: inOrder(parsed.error.issues.flatMap((issue) => problemsOf(issue, root, at))) }
}

/** One line for a person: `jimo.yaml:12: spinPlan.countNe: is missing`. */
export function describeFileProblem({ file, line, path, reason }: FileProblem): string {
  return `${line > 0 ? `${file}:${line}` : `${file}, overridden`}: ${path ? `${path}: ` : ''}${reason}`
}

export function inOrder(problems: FileProblem[]): FileProblem[] {
  const byFile = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  return problems.sort((a, b) => byFile(a.file, b.file) || a.line - b.line)
}

function problemsOf(issue: z.core.$ZodIssue, root: Located, at: ProblemPlace): FileProblem[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => at([...issue.path, key], 'is not a known key'))
  if (issue.path.length > 0 && !placeOf(root, issue.path).found) return [at(issue.path, 'is missing')]
  if (issue.code === 'invalid_union') {
    // The branch that got furthest says best what is meant.
    const branches = issue.errors.filter((errors) => errors.length > 0)
    const inner = branches.sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0]
    if (inner && depth(inner) > 0) {
      return inner.flatMap((one) => problemsOf({ ...one, path: [...issue.path, ...one.path] }, root, at))
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
