import { applyDecorators } from '@nestjs/common'
import {
  ApiBadRequestResponse,
  ApiNotFoundResponse,
  ApiParam,
  ApiProduces,
  ApiQuery,
  ApiServiceUnavailableResponse,
} from '@nestjs/swagger'
import { errorAnswer } from '@wanding/contracts'

const INSTANT = 'Epoch milliseconds or an ISO date-time with offset, on the clock of the mill'

/** What all routes of past moments have in common, for the OpenAPI page. */
export const ApiThen = () =>
  applyDecorators(
    ApiParam({ name: 'mill', example: 'jimo' }),
    ApiQuery({
      name: 'run',
      required: false,
      description: 'Run to ask about; the present one of the mill if left out',
    }),
    ApiBadRequestResponse({
      description: 'The query is not valid (`problems` says why), or the time has not come yet (`past/in-the-future`)',
      standardSchema: errorAnswer,
    }),
    ApiNotFoundResponse({
      description:
        'No telemetry of this mill has been seen, nothing is kept of this run, the mill had no such machine then, or the time is before the first that is kept (`past/before-first`)',
      standardSchema: errorAnswer,
    }),
    ApiServiceUnavailableResponse({ description: 'The store cannot be reached', standardSchema: errorAnswer }),
  )

export const ApiTime = () => ApiQuery({ name: 'time', description: INSTANT, example: '2026-11-22T14:03:20+08:00' })

export const ApiStretch = (longest: string) =>
  applyDecorators(
    ApiQuery({ name: 'from', description: `${INSTANT}; included`, example: '2026-11-22T14:00:00+08:00' }),
    ApiQuery({
      name: 'to',
      description: `${INSTANT}; not included; at most ${longest} after \`from\``,
      example: '2026-11-22T14:02:00+08:00',
    }),
  )

/** Answers in bytes: a head in JSON and parts, laid out in `libs/contracts/src/past`. */
export const ApiBytes = () => ApiProduces('application/octet-stream')
