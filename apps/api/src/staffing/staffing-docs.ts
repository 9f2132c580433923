import { applyDecorators } from '@nestjs/common'
import { ApiBadRequestResponse, ApiNotFoundResponse, ApiParam, ApiQuery } from '@nestjs/swagger'
import { errorAnswer } from '@wanding/contracts'
import { ATTRIBUTIONS, HEADCOUNTS, SCOPES, SHIFT_SYSTEMS } from '@wanding/mill'

/** What all routes of staffing have in common: the mill, and the rules by which people are counted. */
export const ApiStaffing = () =>
  applyDecorators(
    ApiParam({ name: 'mill', example: 'jimo' }),
    ApiQuery({
      name: 'scope',
      required: false,
      enum: SCOPES,
      description: 'A direct operatives, B the whole mill, C with management and services; the norms’ own if left out',
    }),
    ApiQuery({ name: 'shiftSystem', required: false, enum: SHIFT_SYSTEMS, description: 'Brings its crews' }),
    ApiQuery({ name: 'crews', required: false, description: 'Crews on the roll, 1 to 12', example: 4 }),
    ApiQuery({ name: 'attendance', required: false, description: 'Fraction present, 0.5 to 1', example: 0.95 }),
    ApiQuery({
      name: 'utilisation',
      required: false,
      description: 'Effective part of a shift, 0.3 to 1',
      example: 0.85,
    }),
    ApiQuery({
      name: 'headcount',
      required: false,
      enum: HEADCOUNTS,
      description: 'Persons on the roll, or in the mill at one time',
    }),
    ApiBadRequestResponse({ description: 'The query is not valid; `problems` says why', standardSchema: errorAnswer }),
    ApiNotFoundResponse({
      description: 'No telemetry of this mill, or it has not said its spindles, count and measures yet',
      standardSchema: errorAnswer,
    }),
  )

export const ApiOrder = () =>
  ApiQuery({
    name: 'order',
    required: false,
    enum: ATTRIBUTIONS,
    description: 'In the order of the norms (ladder, if left out), or averaged over all orders',
  })

const INSTANT = 'Epoch milliseconds or an ISO date-time with offset, on the clock of the mill'

export const ApiComparison = () =>
  applyDecorators(
    ...(['beforeFrom', 'beforeTo', 'afterFrom', 'afterTo'] as const).map((name) =>
      ApiQuery({ name, description: INSTANT, example: '2026-11-22T08:00:00+08:00' }),
    ),
  )

export const ApiShifts = () =>
  applyDecorators(
    ...(['from', 'to'] as const).map((name) =>
      ApiQuery({ name, description: `${INSTANT}; at most 31 days`, example: '2026-11-22T08:00:00+08:00' }),
    ),
  )
