import { BadRequestException, type PipeTransform } from '@nestjs/common'
import type { z } from 'zod'

/** Checks a query against its schema; what is wrong goes back as a list, in the one shape of every error. */
export class QueryPipe<T> implements PipeTransform<unknown, T> {
  constructor(private readonly schema: z.ZodType<T>) {}

  transform(query: unknown): T {
    const parsed = this.schema.safeParse(query)
    if (parsed.success) return parsed.data
    throw new BadRequestException({
      code: 'query/invalid',
      message: 'the query is not valid',
      problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    })
  }
}
