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
import { type EnergyQuery, energyQuery, errorAnswer, type MillEnergy, millEnergy } from '@wanding/contracts'
import { QueryPipe } from '../store'
import { EnergyService } from './energy.service'

@ApiTags('history')
@Controller('api/mills/:mill/energy')
export class EnergyController {
  constructor(private readonly energy: EnergyService) {}

  @Get()
  @ApiOperation({ summary: 'Electricity of a mill by department and feeder, and per kilogram of ring yarn' })
  @ApiParam({ name: 'mill', example: 'jimo' })
  @ApiQuery({ name: 'from', description: 'Epoch milliseconds or an ISO date-time, on the clock of the mill; included' })
  @ApiQuery({ name: 'to', description: 'Not included; at most 31 days after `from`' })
  @ApiOkResponse({
    description: 'What the counters of feeders and ring frames gained; those that fell or leapt are told in `lost`',
    standardSchema: millEnergy,
  })
  @ApiBadRequestResponse({ description: 'The query is not valid; `problems` says why', standardSchema: errorAnswer })
  @ApiNotFoundResponse({ description: 'No telemetry of this mill has been seen', standardSchema: errorAnswer })
  @ApiServiceUnavailableResponse({ description: 'The store cannot be reached', standardSchema: errorAnswer })
  of(@Param('mill') mill: string, @Query(new QueryPipe(energyQuery)) query: EnergyQuery): Promise<MillEnergy> {
    return this.energy.of(mill, query)
  }
}
