import { BadRequestException, type PipeTransform } from '@nestjs/common'
import type { z } from 'zod'

/** Checks the body of a request against its schema; what is wrong goes back as a list, in the one shape of every error. */
export class BodyPipe<S extends z.ZodType> implements PipeTransform<unknown, z.output<S>> {
  constructor(private readonly schema: S) {}

  transform(body: unknown): z.output<S> {
    const parsed = this.schema.safeParse(body)
    if (parsed.success) return parsed.data
    throw new BadRequestException({
      code: 'body/invalid',
      message: 'the request is not valid',
      problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    })
  }
}
