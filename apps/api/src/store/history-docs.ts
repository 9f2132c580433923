import { applyDecorators } from '@nestjs/common'
import {
  ApiBadRequestResponse,
  ApiNotFoundResponse,
  ApiParam,
  ApiQuery,
  ApiServiceUnavailableResponse,
} from '@nestjs/swagger'
import { errorAnswer } from '@wanding/contracts'

const INSTANT = 'Epoch milliseconds or an ISO date-time with offset, on the clock of the mill'

/** A mill, a stretch of its clock, and what is answered when there is no such thing: of all routes that read the store. */
export const ApiRange = (days: number, unseen = 'No telemetry of this mill or machine has been seen') =>
  applyDecorators(
    ApiParam({ name: 'mill', example: 'jimo' }),
    ApiQuery({ name: 'from', description: `${INSTANT}; included`, example: '2026-11-22T08:00:00+08:00' }),
    ApiQuery({
      name: 'to',
      description: `${INSTANT}; not included; at most ${days} days after \`from\``,
      example: '2026-11-22T09:00:00+08:00',
    }),
    ApiBadRequestResponse({ description: 'The query is not valid; `problems` says why', standardSchema: errorAnswer }),
    ApiNotFoundResponse({ description: unseen, standardSchema: errorAnswer }),
    ApiServiceUnavailableResponse({ description: 'The store cannot be reached', standardSchema: errorAnswer }),
  )

/** A range of a run that may be named. */
export const ApiPast = (days: number) =>
  applyDecorators(
    ApiRange(days),
    ApiQuery({
      name: 'run',
      required: false,
      description: 'Run to ask about; the present one of the mill if left out',
    }),
  )

export const ApiMachine = () => ApiParam({ name: 'machine', example: 'RF01' })

export const ApiSpindle = () =>
  applyDecorators(ApiMachine(), ApiParam({ name: 'position', description: 'Spindle, 1 first', example: 642 }))

export const ApiPoints = () =>
  ApiQuery({
    name: 'points',
    required: false,
    description: 'Steps wanted at most, 2 to 20,000 (600 if left out); the step is the next round length',
  })
