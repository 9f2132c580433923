import { Controller, Get, Param, Query } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { type EnergyQuery, energyQuery, type MillEnergy, millEnergy } from '@wanding/contracts'
import { ApiRange, QueryPipe } from '../store'
import { EnergyService } from './energy.service'

@ApiTags('history')
@Controller('api/mills/:mill/energy')
export class EnergyController {
  constructor(private readonly energy: EnergyService) {}

  @Get()
  @ApiOperation({ summary: 'Electricity of a mill by department and feeder, and per kilogram of ring yarn' })
  @ApiRange(31, 'No telemetry of this mill has been seen')
  @ApiOkResponse({
    description: 'What the counters of feeders and ring frames gained; those that fell or leapt are told in `lost`',
    standardSchema: millEnergy,
  })
  of(@Param('mill') mill: string, @Query(new QueryPipe(energyQuery)) query: EnergyQuery): Promise<MillEnergy> {
    return this.energy.of(mill, query)
  }
}
