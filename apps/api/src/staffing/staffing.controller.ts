import { Controller, Get, Inject, NotFoundException, Param } from '@nestjs/common'
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger'
import { type StaffingNow, staffingNow } from '@wanding/contracts'
import { MILL_DIRECTORY, type MillDirectory } from '../twin'
import { StaffingService } from './staffing.service'

@ApiTags('staffing')
@Controller('api/mills/:mill/staffing')
export class StaffingController {
  constructor(
    private readonly staffing: StaffingService,
    @Inject(MILL_DIRECTORY) private readonly directory: MillDirectory,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Persons per 10,000 spindles (万锭用工): required, rostered, by role, with their basis' })
  @ApiParam({ name: 'mill', example: 'jimo' })
  @ApiOkResponse({ description: 'Now, with every term of the calculation', standardSchema: staffingNow })
  @ApiNotFoundResponse({ description: 'No telemetry of this mill, or it has not said its spindles and count yet' })
  now(@Param('mill') mill: string): StaffingNow {
    if (!this.directory.mills().includes(mill)) {
      throw new NotFoundException({ code: 'mill/unknown', message: 'no telemetry of this mill has been seen' })
    }
    const staffing = this.staffing.now(mill)
    if (!staffing) {
      throw new NotFoundException({
        code: 'staffing/no-basis',
        message: 'the mill has not said its spindles, its count and its automation measures yet',
      })
    }
    return staffing
  }
}
