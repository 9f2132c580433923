import { type FileProblem, type Located, type LocatedYaml, laidOver, readYaml } from './located-yaml'

/** The text of the mill file that a mill file extends, or the reason why there is none. `from` is the file that asks. */
export type ReadBase = (name: string, from: string) => { fileName: string; text: string } | string

/** What a mill does not share with the mill that it extends. */
const OWN_KEYS = ['id', 'name']
/** Lists of which a mill file may change single entries. */
const LISTS_BY_ID = ['staff.posts']

/** A mill file laid over the one that it extends, which may extend another; without the key `extends`. */
export function withBase(root: Located, file: string, readBase: ReadBase, seen: readonly string[] = []): LocatedYaml {
  const base = root.kind === 'map' ? root.entries.get('extends') : undefined
  if (root.kind !== 'map' || !base) return { ok: true, root }
  root.entries.delete('extends')
  const failed = (reason: string): LocatedYaml => ({
    ok: false,
    problems: [{ ...base.place, path: 'extends', reason }],
  })
  if (base.kind !== 'value' || typeof base.value !== 'string') return failed('must be the name of a mill file')
  const missing = OWN_KEYS.filter((key) => !root.entries.has(key)).map(
    (key): FileProblem => ({ ...base.place, path: key, reason: 'is missing: a mill does not inherit it' }),
  )
  if (missing.length > 0) return { ok: false, problems: missing }
  const found = readBase(base.value, file)
  if (typeof found === 'string') return failed(found)
  if ([file, ...seen].includes(found.fileName)) return failed(`${found.fileName} extends ${file} in turn`)
  const read = readYaml(found.text, found.fileName)
  if (!read.ok) return read
  const whole = withBase(read.root, found.fileName, readBase, [file, ...seen])
  return whole.ok ? { ok: true, root: laidOver(whole.root, root, LISTS_BY_ID) } : whole
}
