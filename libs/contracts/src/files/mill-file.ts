import type { MillPlan } from '@wanding/mill'
import { checkedYaml, type FileProblem } from './checked-yaml'
import { millFileSchema } from './mill-file.schema'
import { millProblems } from './mill-file-checks'
import { planOf } from './mill-file-rules'

export type MillFileResult = { ok: true; plan: MillPlan } | { ok: false; fileName: string; problems: FileProblem[] }

/**
 * Reads and checks a mill file and works its rules out: what comes back is complete. It never throws; what is wrong comes back
 * with line, key and reason.
 */
export function parseMillFile(text: string, fileName: string, overrides: readonly string[] = []): MillFileResult {
  const checked = checkedYaml(text, millFileSchema, overrides)
  if (!checked.ok) return { ok: false, fileName, problems: checked.problems }
  const plan = planOf(checked.value)
  const problems = millProblems(checked.value, plan, checked.at)
  return problems.length === 0 ? { ok: true, plan } : { ok: false, fileName, problems }
}

/** A mill file with keys overridden by `path=value`, as `--set` gives them; problems of an override have line 0. */
export function overridePlan(text: string, overrides: readonly string[], fileName = 'mill file'): MillFileResult {
  return parseMillFile(text, fileName, overrides)
}
