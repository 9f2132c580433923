import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'

/** Where something stands: in which file, and on which line; line 0 is an override of the command line. */
export interface Place {
  file: string
  line: number
}

/** What is wrong in a file: the place to look at, the key as a path, and a sentence. */
export interface FileProblem extends Place {
  path: string
  reason: string
}

/** YAML of which each part knows its place; parts of one tree may come from several files. */
export type Located =
  | { kind: 'value'; place: Place; value: unknown }
  | { kind: 'list'; place: Place; items: Located[] }
  | { kind: 'map'; place: Place; entries: Map<string, Located> }

export type LocatedYaml = { ok: true; root: Located } | { ok: false; problems: FileProblem[] }

/** Reads YAML. Never throws: what is wrong comes back with its line. */
export function readYaml(text: string, file: string): LocatedYaml {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const failed = (...problems: FileProblem[]): LocatedYaml => ({ ok: false, problems })
  const faults = [...document.errors, ...document.warnings]
  if (faults.length > 0) {
    return failed(
      ...faults.map(({ pos, message }) => ({ file, line: lines.linePos(pos[0]).line, path: '', reason: message })),
    )
  }
  if (document.contents === null) return failed({ file, line: 1, path: '', reason: 'the file is empty' })
  try {
    // The parser refuses aliases that would grow without bound only here.
    document.toJS()
  } catch (error) {
    return failed({ file, line: 1, path: '', reason: error instanceof Error ? error.message : String(error) })
  }
  const placeAt = (offset: number): Place => ({ file, line: lines.linePos(offset).line })
  return { ok: true, root: locate(document.contents, document, offsetOf(document.contents, 0), placeAt) }
}

/** A map entry stands where its key stands, an entry of a list where it begins. */
function locate(found: unknown, document: Document, offset: number, placeAt: (offset: number) => Place): Located {
  const place = placeAt(offset)
  const node = isAlias(found) ? found.resolve(document) : found
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }): [string, Located] => {
      const name = isScalar(key) ? String(key.value) : String(key)
      return [name, locate(value, document, offsetOf(key, offset), placeAt)]
    })
    return { kind: 'map', place, entries: new Map(entries) }
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => locate(item, document, offsetOf(item, offset), placeAt))
    return { kind: 'list', place, items }
  }
  return { kind: 'value', place, value: isScalar(node) ? node.value : null }
}

function offsetOf(node: unknown, otherwise: number): number {
  return (node as { range?: readonly number[] | null } | null)?.range?.[0] ?? otherwise
}

/** A plain value as a tree whose parts stand nowhere: no file, line 0. */
export function locatedValue(value: unknown): Located {
  const place = { file: '', line: 0 }
  if (Array.isArray(value)) return { kind: 'list', place, items: value.map(locatedValue) }
  if (typeof value !== 'object' || value === null) return { kind: 'value', place, value }
  const entries = Object.entries(value).map(([key, child]): [string, Located] => [key, locatedValue(child)])
  return { kind: 'map', place, entries: new Map(entries) }
}

/** The plain value of a tree. */
export function plainOf(node: Located): unknown {
  if (node.kind === 'map') return Object.fromEntries([...node.entries].map(([key, value]) => [key, plainOf(value)]))
  return node.kind === 'list' ? node.items.map(plainOf) : node.value
}

/** Where a key stands; of a key that is not there, where its parent stands. */
export function placeOf(root: Located, path: readonly PropertyKey[]): Place & { found: boolean } {
  let node = root
  for (const segment of path) {
    const next = childOf(node, String(segment))
    if (!next) return { ...node.place, found: false }
    node = next
  }
  return { ...node.place, found: true }
}

/** An entry of a list is named by its number or by its id. */
function childOf(node: Located, name: string): Located | undefined {
  if (node.kind === 'map') return node.entries.get(name)
  if (node.kind !== 'list') return undefined
  return /^\d+$/.test(name) ? node.items[Number(name)] : node.items.find((item) => idOf(item) === name)
}

function idOf(node: Located): unknown {
  const id = node.kind === 'map' ? node.entries.get('id') : undefined
  return id?.kind === 'value' ? id.value : undefined
}

/**
 * One tree laid over another: maps are merged key by key; of the lists named in `byId` the entries with the same id are merged,
 * and new ones come last; everything else replaces what was there.
 */
export function laidOver(base: Located, over: Located, byId: readonly string[], path = ''): Located {
  if (base.kind === 'map' && over.kind === 'map') {
    const entries = new Map(base.entries)
    for (const [key, value] of over.entries) {
      const below = base.entries.get(key)
      entries.set(key, below ? laidOver(below, value, byId, path === '' ? key : `${path}.${key}`) : value)
    }
    return { kind: 'map', place: over.place, entries }
  }
  if (base.kind === 'list' && over.kind === 'list' && byId.includes(path)) {
    const items = [...base.items]
    for (const item of over.items) {
      const index = items.findIndex((other) => idOf(other) !== undefined && idOf(other) === idOf(item))
      if (index < 0) items.push(item)
      else items[index] = laidOver(items[index]!, item, byId, `${path}.*`)
    }
    return { kind: 'list', place: over.place, items }
  }
  return over
}

/** Sets one key from `path=value`; the value is YAML. A key that nobody knows is left to the schema. */
export function override(root: Located, text: string, file: string): FileProblem | undefined {
  const place = { file, line: 0 }
  const equals = text.indexOf('=')
  if (equals < 1) return { ...place, path: text, reason: 'an override has the form path=value' }
  const name = text.slice(0, equals)
  const refused = (reason: string): FileProblem => ({ ...place, path: name, reason: `cannot be overridden: ${reason}` })
  const value = parseDocument(text.slice(equals + 1), { prettyErrors: false })
  const fault = value.errors[0]
  if (fault) return refused(fault.message.split('\n')[0]!)
  const path = name.split('.')
  const last = path.pop()!
  let node = root
  for (const segment of path) {
    const next = childOf(node, segment) ?? added(node, segment, { kind: 'map', place, entries: new Map() })
    if (!next) return refused(`there is no "${segment}" in it`)
    node = next
  }
  const located = locate(value.contents, value, 0, () => place)
  return added(node, last, located) ? undefined : refused(`there is no "${last}" in it`)
}

function added(node: Located, name: string, child: Located): Located | undefined {
  if (node.kind === 'map') node.entries.set(name, child)
  else {
    const there = childOf(node, name)
    if (node.kind !== 'list' || !there) return undefined
    node.items[node.items.indexOf(there)] = child
  }
  return child
}
