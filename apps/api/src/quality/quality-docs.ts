import { applyDecorators } from '@nestjs/common'
import {
  ApiBadRequestResponse,
  ApiNotFoundResponse,
  ApiParam,
  ApiQuery,
  ApiServiceUnavailableResponse,
} from '@nestjs/swagger'
import { errorAnswer, QUALITY_WINDOWS } from '@wanding/contracts'

/** What all routes of quality have in common. */
export const ApiQuality = () =>
  applyDecorators(
    ApiParam({ name: 'mill', example: 'jimo' }),
    ApiNotFoundResponse({
      description: 'No telemetry of this mill or machine has been seen',
      standardSchema: errorAnswer,
    }),
  )

/** A route that looks back over a window which ends now. */
export const ApiQualityWindow = () =>
  applyDecorators(
    ApiQuality(),
    ApiQuery({ name: 'window', required: false, enum: QUALITY_WINDOWS, description: 'Of mill time; 8h if left out' }),
    ApiBadRequestResponse({ description: 'The query is not valid; `problems` says why', standardSchema: errorAnswer }),
    ApiServiceUnavailableResponse({ description: 'The store cannot be reached', standardSchema: errorAnswer }),
  )
