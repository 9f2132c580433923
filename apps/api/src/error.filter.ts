import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common'
import type { ErrorAnswer } from '@wanding/contracts'
import type { Logger } from 'pino'

interface HttpResponse {
  headersSent: boolean
  status(code: number): { json(body: ErrorAnswer): unknown }
}

/** Every error leaves in one shape; what is not ours to tell stays in the log. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') {
      this.log.error({ err: error }, 'a live request failed')
      return
    }
    const response = host.switchToHttp().getResponse<HttpResponse>()
    if (response.headersSent) return
    const { status, answer } = answerOf(error)
    if (status >= 500) this.log.error({ err: error }, 'a request failed')
    response.status(status).json(answer)
  }
}

function answerOf(error: unknown): { status: number; answer: ErrorAnswer } {
  if (error instanceof HttpException) {
    const body = error.getResponse()
    const given = typeof body === 'object' ? (body as Partial<ErrorAnswer>) : {}
    return {
      status: error.getStatus(),
      answer: {
        code: typeof given.code === 'string' ? given.code : `http/${error.getStatus()}`,
        message: typeof given.message === 'string' ? given.message : error.message,
        ...(Array.isArray(given.problems) && { problems: given.problems }),
      },
    }
  }
  const code = (error as { code?: unknown } | null)?.code
  if (code === 'store/unavailable') {
    return { status: 503, answer: { code, message: 'the store cannot be reached at the moment' } }
  }
  if (code === 'store/refused') {
    // In the store's own words: a wider range than it reads at once, a table of another type.
    return { status: 422, answer: { code, message: `the store does not answer this: ${(error as Error).message}` } }
  }
  // The parser of bodies has its own errors; those of the client may be told.
  const { expose, status } = (error ?? {}) as { expose?: unknown; status?: unknown }
  if (expose === true && typeof status === 'number' && status < 500) {
    return { status, answer: { code: `http/${status}`, message: (error as Error).message } }
  }
  return { status: 500, answer: { code: 'internal', message: 'the request failed; the log tells why' } }
}
