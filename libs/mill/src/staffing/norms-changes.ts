import type { Norms } from './norms'

/** What stands at a place of the norms; a list is one value. */
export type NormValue = number | string | readonly unknown[]

/** One place at which two sets of norms differ; undefined where one of them has nothing. */
export interface NormChange {
  /** Keys down to the value, joined by dots: `measures.S4.changes.pieceMinutes`. */
  path: string
  before: NormValue | undefined
  after: NormValue | undefined
}

/** Every value of the norms by its path, in their order. */
export function normValues(norms: Norms): Map<string, NormValue> {
  const values = new Map<string, NormValue>()
  const visit = (node: unknown, path: string): void => {
    if (node === undefined) return
    if (typeof node !== 'object' || node === null || Array.isArray(node)) values.set(path, node as NormValue)
    else for (const [key, child] of Object.entries(node)) visit(child, path === '' ? key : `${path}.${key}`)
  }
  visit(norms, '')
  return values
}

/** Where two sets of norms differ. */
export function normChanges(before: Norms, after: Norms): NormChange[] {
  const old = normValues(before)
  const now = normValues(after)
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((path) => ({ path, before: old.get(path), after: now.get(path) }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after))
}

/** The norms with another value at one path, which may lead into a list; undefined takes the key away. */
export function normsWith(norms: Norms, path: string, value: unknown): Norms {
  return put(norms, path.split('.'), value) as Norms
}

function put(node: unknown, [key, ...rest]: string[], value: unknown): unknown {
  if (key === undefined) return value
  if (Array.isArray(node)) return node.map((item, i) => (String(i) === key ? put(item, rest, value) : item))
  const { [key]: child, ...others } = (node ?? {}) as Record<string, unknown>
  const changed = put(child, rest, value)
  if (changed === undefined) return others
  // A key that was there keeps its place, so that a file reads as before.
  return child === undefined
    ? { ...others, [key]: changed }
    : Object.fromEntries(Object.entries(node as object).map(([name, old]) => [name, name === key ? changed : old]))
}
