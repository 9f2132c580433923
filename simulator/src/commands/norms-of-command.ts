import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describeFileProblem, parseNormsFile } from '@wanding/contracts/files'
import type { Norms } from '@wanding/mill'
import { UsageError } from './command-options'

const DEFAULT_NORMS = 'libs/contracts/norms/default.yaml'

/** The norms that come with the product, above the program both as source and as built. */
export function defaultNormsFile(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, DEFAULT_NORMS))) {
    const parent = dirname(folder)
    if (parent === folder) throw new UsageError(`found no ${DEFAULT_NORMS} above the program; name one with --norms`)
    folder = parent
  }
  return join(folder, DEFAULT_NORMS)
}

/** Reads and checks a norms file; throws a UsageError that names each line and what is wrong there. */
export function readNorms(file: string): Norms {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(`cannot read norms file '${file}' (${(error as NodeJS.ErrnoException).code})`)
  }
  const result = parseNormsFile(text, file)
  if (result.ok) return result.norms
  const lines = result.problems.map(describeFileProblem)
  throw new UsageError(`the norms file has ${lines.length} problem${lines.length > 1 ? 's' : ''}\n${lines.join('\n')}`)
}
