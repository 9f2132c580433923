import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describeFileProblem, parseMillFile } from '@wanding/contracts/files'
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
  const path = millPath(mill, from)
  const parsed = parseMillFile(readFileSync(path, 'utf8'), basename(path), overrides)
  if (parsed.ok) return parsed.plan
  throw new MillFileError(parsed.problems.map((problem) => describeFileProblem(parsed.fileName, problem)).join('\n'))
}

function millPath(mill: string, from: string): string {
  const folder = millsFolder(from)
  const named = join(folder, `${mill}.yaml`)
  if (/^[\w-]+$/.test(mill) && existsSync(named)) return named
  if (existsSync(mill)) return mill
  const known = existsSync(folder) ? readdirSync(folder).map((file) => basename(file, '.yaml')) : []
  throw new MillFileError(`there is no mill "${mill}": give the path of a mill file, or one of ${known.join(', ')}`)
}

function millsFolder(from: string): string {
  let folder = dirname(fileURLToPath(from))
  while (!existsSync(join(folder, 'mills', 'jimo.yaml')) && dirname(folder) !== folder) folder = dirname(folder)
  return join(folder, 'mills')
}
