import type { Norms } from '@wanding/mill'
import { checked } from './checked-yaml'
import { type FileProblem, locatedValue, readYaml } from './located-yaml'
import { normsSchema } from './norms-file.schema'

export type NormsFileResult = { ok: true; norms: Norms } | { ok: false; problems: FileProblem[] }

/** Reads and checks the text of a norms file. It never throws: what is wrong comes back with line, key and reason. */
export function parseNormsFile(text: string, fileName: string): NormsFileResult {
  const yaml = readYaml(text, fileName)
  if (!yaml.ok) return yaml
  const norms = checked(yaml.root, normsSchema)
  return norms.ok ? { ok: true, norms: norms.value } : norms
}

/** Checks norms that did not come as a file; what is wrong comes back with key and reason. */
export function checkNorms(value: unknown): NormsFileResult {
  const norms = checked(locatedValue(value), normsSchema)
  return norms.ok ? { ok: true, norms: norms.value } : norms
}
