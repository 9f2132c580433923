import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describeFileProblem, parseMillFile } from '@wanding/contracts/files'
import type { MillPlan } from '@wanding/mill'

export type LoadedMill = { ok: true; plan: MillPlan } | { ok: false; messages: string[] }

/** The folder of mill files, found upwards from this file both in source and when it is built. */
function millsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'mills')) && dirname(folder) !== folder) folder = dirname(folder)
  return join(folder, 'mills')
}

/**
 * Reads a mill by its name in `simulator/mills` or by the path of a file, with overrides `path=value`.
 * A file that is not there or not right is answered with messages that name file, line, key and reason.
 */
export function loadMill(nameOrPath: string, overrides: readonly string[] = []): LoadedMill {
  const folder = millsFolder()
  const named = join(folder, `${nameOrPath}.yaml`)
  const path = /^[\w-]+$/.test(nameOrPath) && existsSync(named) ? named : nameOrPath
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    const known = existsSync(folder) ? readdirSync(folder).map((file) => basename(file, '.yaml')) : []
    return { ok: false, messages: [`there is no mill "${nameOrPath}": give a path, or one of ${known.join(', ')}`] }
  }
  const result = parseMillFile(text, basename(path), overrides)
  if (result.ok) return result
  return { ok: false, messages: result.problems.map((problem) => describeFileProblem(result.fileName, problem)) }
}
