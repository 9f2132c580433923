import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describeFileProblem, parseNormsFile } from '@wanding/contracts/files'
import type { Norms } from '@wanding/mill'
import { ConfigError } from '../config'

const DEFAULT_NORMS = join('libs', 'contracts', 'norms', 'default.yaml')

/** The norms that come with the product, above this file both as source and as built. Throws a ConfigError without them. */
export function defaultNormsFile(startFolder = dirname(fileURLToPath(import.meta.url))): string {
  let folder = startFolder
  while (true) {
    const file = join(folder, DEFAULT_NORMS)
    if (existsSync(file)) return file
    const parent = dirname(folder)
    if (parent === folder) throw new ConfigError(`the default norms file ${DEFAULT_NORMS} is not installed; set NORMS`)
    folder = parent
  }
}

/** Reads and checks a norms file; throws a ConfigError that names each line and what is wrong there. */
export function loadNorms(file = defaultNormsFile()): Norms {
  const parsed = parseNormsFile(textOf(file), file)
  if (parsed.ok) return parsed.norms
  throw new ConfigError(parsed.problems.map(describeFileProblem).join('\n'))
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason'
    throw new ConfigError(`NORMS: the norms file cannot be read (${reason}): ${file}`)
  }
}
