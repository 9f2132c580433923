import { BadRequestException, type PipeTransform } from '@nestjs/common'
import type { z } from 'zod'

/** Checks what is asked against its schema; what is wrong goes back as a list, in the one shape of every error. */
export class RequestPipe<T> implements PipeTransform<unknown, T> {
  constructor(private readonly schema: z.ZodType<T>) {}

  transform(asked: unknown): T {
    const parsed = this.schema.safeParse(asked ?? {})
    if (parsed.success) return parsed.data
    throw new BadRequestException({
      code: 'what-if/invalid',
      message: 'the what-if is not valid',
      problems: parsed.error.issues.flatMap((issue) => problemsOf(issue)),
    })
  }
}

function problemsOf(issue: z.core.$ZodIssue): string[] {
  const at = (path: readonly PropertyKey[]) => (path.length > 0 ? `${path.map(String).join('.')}: ` : '')
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${at([...issue.path, key])}is not a known key`)
  if (issue.code === 'too_small') return [`${at(issue.path)}must be at least ${issue.minimum}`]
  if (issue.code === 'too_big') return [`${at(issue.path)}must be at most ${issue.maximum}`]
  return [`${at(issue.path)}${issue.message}`]
}
