import { Controller, Get, Inject, NotFoundException, Param } from '@nestjs/common'
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger'
import { type DepartmentsNow, departmentsNow, type KpiNow, kpiNow } from '@wanding/contracts'
import { MILL_DIRECTORY, type MillDirectory } from '../twin'
import { KpiService } from './kpi.service'

@ApiTags('kpi')
@Controller('api/mills/:mill')
export class KpiController {
  constructor(
    private readonly kpi: KpiService,
    @Inject(MILL_DIRECTORY) private readonly directory: MillDirectory,
  ) {}

  @Get('kpi')
  @ApiOperation({ summary: 'The present of a mill in figures, each with what it was computed from' })
  @ApiParam({ name: 'mill', example: 'jimo' })
  @ApiOkResponse({ description: 'Figures over the last hour of mill time', standardSchema: kpiNow })
  @ApiNotFoundResponse({ description: 'No telemetry of this mill has been seen' })
  now(@Param('mill') mill: string): KpiNow {
    const kpi = this.directory.mills().includes(mill) ? this.kpi.now(mill) : undefined
    if (!kpi) throw new NotFoundException({ code: 'mill/unknown', message: 'no telemetry of this mill has been seen' })
    return kpi
  }

  @Get('departments')
  @ApiOperation({ summary: 'Every department: running time, what it delivered and the next one took, stops by reason' })
  @ApiParam({ name: 'mill', example: 'jimo' })
  @ApiOkResponse({ description: 'Over the last hour of mill time', standardSchema: departmentsNow })
  @ApiNotFoundResponse({ description: 'No telemetry of this mill has been seen' })
  departments(@Param('mill') mill: string): DepartmentsNow {
    const departments = this.directory.mills().includes(mill) ? this.kpi.departments(mill) : undefined
    if (!departments)
      throw new NotFoundException({ code: 'mill/unknown', message: 'no telemetry of this mill has been seen' })
    return departments
  }
}
