import type { MillPlan } from '@wanding/mill'
import { checked } from './checked-yaml'
import { type FileProblem, override, readYaml } from './located-yaml'
import { millFileSchema } from './mill-file.schema'
import { millProblems } from './mill-file-checks'
import { type ReadBase, withBase } from './mill-file-layers'
import { planOf } from './mill-file-rules'

export type MillFileResult = { ok: true; plan: MillPlan } | { ok: false; problems: FileProblem[] }

/** A mill file by itself extends nothing. */
const NO_BASE: ReadBase = () => 'only a mill file that is read from a folder can extend another'

/**
 * Reads and checks a mill file and works its rules out: what comes back is complete. `overrides` are `path=value`, as `--set`
 * gives them; `readBase` finds the file that it extends. It never throws; what is wrong comes back with file, line, key and reason.
 */
export function parseMillFile(
  text: string,
  fileName: string,
  overrides: readonly string[] = [],
  readBase: ReadBase = NO_BASE,
): MillFileResult {
  const own = readYaml(text, fileName)
  if (!own.ok) return own
  const whole = withBase(own.root, fileName, readBase)
  if (!whole.ok) return whole
  for (const setting of overrides) {
    const problem = override(whole.root, setting, fileName)
    if (problem) return { ok: false, problems: [problem] }
  }
  const file = checked(whole.root, millFileSchema)
  if (!file.ok) return file
  const plan = planOf(file.value)
  const problems = millProblems(file.value, plan, file.at)
  return problems.length === 0 ? { ok: true, plan } : { ok: false, problems }
}
