import type { LoggerService } from '@nestjs/common'
import type { Logger } from 'pino'

/** Nest's own lines through pino; its start-up chatter is only for debugging. */
export function nestLogger(log: Logger): LoggerService {
  const context = (rest: unknown[]) => ({ context: rest.at(-1) })
  return {
    log: (message: unknown, ...rest: unknown[]) => log.debug(context(rest), String(message)),
    debug: (message: unknown, ...rest: unknown[]) => log.debug(context(rest), String(message)),
    verbose: (message: unknown, ...rest: unknown[]) => log.trace(context(rest), String(message)),
    warn: (message: unknown, ...rest: unknown[]) => log.warn(context(rest), String(message)),
    error: (message: unknown, ...rest: unknown[]) => log.error(context(rest), String(message)),
    fatal: (message: unknown, ...rest: unknown[]) => log.fatal(context(rest), String(message)),
  }
}
