import { applyDecorators } from '@nestjs/common'
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiBody,
  type ApiBodyOptions,
  ApiOkResponse,
  ApiTooManyRequestsResponse,
} from '@nestjs/swagger'
import { errorAnswer, whatIfJob } from '@wanding/contracts'
import { z } from 'zod'

/** What all routes that take a what-if have in common, for the OpenAPI page. */
export const ApiWhatIf = (request: z.ZodType) => {
  const schema = z.toJSONSchema(request, { io: 'input', target: 'openapi-3.0' })
  return applyDecorators(
    ApiBody({ schema } as ApiBodyOptions),
    ApiOkResponse({
      description: 'The same has been asked before: its result, or how far it is',
      standardSchema: whatIfJob,
    }),
    ApiAcceptedResponse({ description: 'It is queued; `GET runs/:id` tells how far it is', standardSchema: whatIfJob }),
    ApiBadRequestResponse({
      description: 'The what-if or the mill that it would make is not valid; `problems` says why',
      standardSchema: errorAnswer,
    }),
    ApiTooManyRequestsResponse({ description: 'Too many what-ifs wait already', standardSchema: errorAnswer }),
  )
}
