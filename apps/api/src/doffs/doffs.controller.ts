import { Controller, Get, Param, Query } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { type DoffsQuery, doffsQuery, type FrameDoffs, frameDoffs } from '@wanding/contracts'
import { ApiMachine, ApiRange, QueryPipe } from '../store'
import { DoffsService } from './doffs.service'

@ApiTags('history')
@Controller('api/mills/:mill/machines/:machine/doffs')
export class DoffsController {
  constructor(private readonly doffs: DoffsService) {}

  @Get()
  @ApiOperation({ summary: 'The doffs of a ring frame, and where in the doff its ends break' })
  @ApiRange(7, 'No ring frame of this name has been seen')
  @ApiMachine()
  @ApiOkResponse({
    description:
      'Running breaks over spindle-hours by twentieths of the doff and for base, body and nose, and its power there',
    standardSchema: frameDoffs,
  })
  of(
    @Param('mill') mill: string,
    @Param('machine') machine: string,
    @Query(new QueryPipe(doffsQuery)) query: DoffsQuery,
  ): Promise<FrameDoffs> {
    return this.doffs.of(mill, machine, query)
  }
}
