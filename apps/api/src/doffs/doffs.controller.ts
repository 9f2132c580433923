import { Controller, Get, Param, Query } from '@nestjs/common'
import {
  ApiBadRequestResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger'
import { type DoffsQuery, doffsQuery, errorAnswer, type FrameDoffs, frameDoffs } from '@wanding/contracts'
import { QueryPipe } from '../store'
import { DoffsService } from './doffs.service'

@ApiTags('history')
@Controller('api/mills/:mill/machines/:machine/doffs')
export class DoffsController {
  constructor(private readonly doffs: DoffsService) {}

  @Get()
  @ApiOperation({ summary: 'The doffs of a ring frame, and where in the doff its ends break' })
  @ApiParam({ name: 'mill', example: 'jimo' })
  @ApiParam({ name: 'machine', example: 'RF01' })
  @ApiQuery({ name: 'from', description: 'Epoch milliseconds or an ISO date-time, on the clock of the mill; included' })
  @ApiQuery({ name: 'to', description: 'Not included; at most 7 days after `from`' })
  @ApiOkResponse({
    description: 'Running breaks over spindle-hours by twentieths of the doff and for base, body and nose',
    standardSchema: frameDoffs,
  })
  @ApiBadRequestResponse({ description: 'The query is not valid; `problems` says why', standardSchema: errorAnswer })
  @ApiNotFoundResponse({ description: 'No ring frame of this name has been seen', standardSchema: errorAnswer })
  @ApiServiceUnavailableResponse({ description: 'The store cannot be reached', standardSchema: errorAnswer })
  of(
    @Param('mill') mill: string,
    @Param('machine') machine: string,
    @Query(new QueryPipe(doffsQuery)) query: DoffsQuery,
  ): Promise<FrameDoffs> {
    return this.doffs.of(mill, machine, query)
  }
}
