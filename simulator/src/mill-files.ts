import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describeFileProblem, parseMillFile, type ReadBase } from '@wanding/contracts/files'
import type { MillPlan } from '@wanding/mill'

/** A mill file cannot be used; the message says why, line by line. */
export class MillFileError extends Error {
  readonly code = 'simulator/mill-file'
}

/**
 * The plan of a mill by its name in simulator/mills or by the path of a file, with `path=value` overrides. `from` is the
 * import.meta.url of the caller: the folder is found upwards from it, in source and in a bundle. Throws a MillFileError.
 */
export function loadMillPlan(mill: string, overrides: readonly string[], from: string): MillPlan {
  const folder = millsFolder(from)
  const path = resolve(millPath(mill, folder, from))
  const files = new Map<string, string>()
  const read = (path: string) => {
    const fileName = dirname(path) === folder ? basename(path) : path
    files.set(fileName, path)
    return { fileName, text: readFileSync(path, 'utf8') }
  }
  // A mill is named as for --mill; a path counts from the folder of the file that names it.
  const readBase: ReadBase = (name, asking) => {
    const beside = dirname(files.get(asking)!)
    const found = [join(beside, `${name}.yaml`), join(folder, `${name}.yaml`), resolve(beside, name)]
    const base = found.find((path) => path.endsWith('.yaml') && existsSync(path))
    return base ? read(base) : `there is no mill "${name}"; known are ${millNames(from).join(', ')}`
  }
  const { fileName, text } = read(path)
  const parsed = parseMillFile(text, fileName, overrides, readBase)
  if (parsed.ok) return parsed.plan
  throw new MillFileError(parsed.problems.map(describeFileProblem).join('\n'))
}

/** Names of the mills in simulator/mills, in order. */
export function millNames(from: string): string[] {
  const folder = millsFolder(from)
  const files = existsSync(folder) ? readdirSync(folder) : []
  return files
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'))
    .sort()
}

function millPath(mill: string, folder: string, from: string): string {
  const named = join(folder, `${mill}.yaml`)
  if (/^[\w-]+$/.test(mill) && existsSync(named)) return named
  if (existsSync(mill)) return mill
  const known = millNames(from)
  throw new MillFileError(`there is no mill "${mill}": give the path of a mill file, or one of ${known.join(', ')}`)
}

function millsFolder(from: string): string {
  let folder = dirname(fileURLToPath(from))
  for (;;) {
    // The backend's program is not below the simulator's folder, but beside it.
    const found = [join(folder, 'mills'), join(folder, 'simulator', 'mills')].find((mills) =>
      existsSync(join(mills, 'jimo.yaml')),
    )
    if (found) return found
    if (dirname(folder) === folder) return join(folder, 'mills')
    folder = dirname(folder)
  }
}
