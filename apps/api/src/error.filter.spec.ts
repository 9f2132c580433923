import type { ArgumentsHost } from '@nestjs/common'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { ErrorFilter } from './error.filter'

const withCode = (code: string, message: string) => Object.assign(new Error(message), { code })

function answerTo(error: unknown) {
  const answered: { status?: number; body?: unknown } = {}
  const response = {
    headersSent: false,
    status: (code: number) => {
      answered.status = code
      return { json: (body: unknown) => void Object.assign(answered, { body }) }
    },
  }
  const host = { getType: () => 'http', switchToHttp: () => ({ getResponse: () => response }) }
  new ErrorFilter(pino({ level: 'silent' })).catch(error, host as unknown as ArgumentsHost)
  return answered
}

describe('ErrorFilter', () => {
  it.each([
    [
      withCode('store/refused', 'Query would exceed file limit of 432 parquet files'),
      422,
      'store/refused',
      'the store does not answer this: Query would exceed file limit of 432 parquet files',
    ],
    [
      withCode('store/unavailable', 'host 10.0.0.7'),
      503,
      'store/unavailable',
      'the store cannot be reached at the moment',
    ],
    [new Error('secret'), 500, 'internal', 'the request failed; the log tells why'],
  ])('%s is %i', (error, status, code, message) => {
    expect(answerTo(error)).toEqual({ status, body: { code, message } })
  })
})
