import { Document } from 'yaml'

/** Values of a mill file by their paths, as in `ringRoom.breaks.gammaShape`; posts by `staff.posts.<id>.persons`. */
export type MillKeys = ReadonlyMap<string, number>

/** The text of a mill file that extends another and changes nothing but the given keys. */
export function renderCalibratedMill(about: {
  base: string
  id: string
  name: string
  keys: MillKeys
  comment: readonly string[]
}): string {
  const root: Record<string, unknown> = { extends: about.base, id: about.id, name: { en: about.name, zh: about.name } }
  for (const [path, value] of about.keys) put(root, path.split('.'), value)
  const document = new Document(root)
  document.commentBefore = about.comment.map((line) => ` ${line.replace(/\s+/g, ' ')}`).join('\n')
  return document.toString({ lineWidth: 0 })
}

function put(node: Record<string, unknown>, path: readonly string[], value: number): void {
  const [key, next, ...rest] = path as [string, string, ...string[]]
  if (next === undefined) node[key] = value
  else if (key === 'posts') {
    const posts = (node[key] ?? []) as Record<string, unknown>[]
    node[key] = [...posts, { id: next, [rest[0]!]: value }]
  } else {
    const child = (node[key] ?? {}) as Record<string, unknown>
    node[key] = child
    put(child, [next, ...rest], value)
  }
}
