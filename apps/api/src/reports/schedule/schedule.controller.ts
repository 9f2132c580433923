import { Body, Controller, Get, Inject, NotFoundException, Param, Post, StreamableFile } from '@nestjs/common'
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger'
import { errorAnswer, type ReportPlans, type ReportSchedule, reportPlans, reportSchedule } from '@wanding/contracts'
import { BodyPipe } from '../../body.pipe'
import { MILL_DIRECTORY, type MillDirectory } from '../../twin'
import { CONTENT_TYPE } from '../files/report-file'
import { ReportScheduler } from './report-scheduler'

@ApiTags('reports')
@Controller('api/mills/:mill/report-schedule')
@ApiParam({ name: 'mill', example: 'jimo' })
@ApiNotFoundResponse({ description: 'No telemetry of this mill, or no such file', standardSchema: errorAnswer })
export class ScheduleController {
  constructor(
    private readonly scheduler: ReportScheduler,
    @Inject(MILL_DIRECTORY) private readonly directory: MillDirectory,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Which reports are written at the end of their periods, and which are kept' })
  @ApiOkResponse({ description: 'Newest first', standardSchema: reportSchedule })
  schedule(@Param('mill') mill: string): ReportSchedule {
    return this.scheduler.schedule(this.known(mill))
  }

  @Post()
  @ApiOperation({ summary: 'Plans the reports of a mill; these take the place of all before' })
  @ApiBody({ schema: { type: 'object' } })
  @ApiOkResponse({ description: 'As planned now', standardSchema: reportSchedule })
  @ApiBadRequestResponse({ description: 'The plans are not valid; `problems` says why', standardSchema: errorAnswer })
  plan(@Param('mill') mill: string, @Body(new BodyPipe(reportPlans)) plans: ReportPlans): ReportSchedule {
    return this.scheduler.plan(this.known(mill), plans)
  }

  @Get('files/:file')
  @ApiOperation({ summary: 'A kept report' })
  @ApiOkResponse({ description: 'A file' })
  file(@Param('mill') mill: string, @Param('file') file: string): StreamableFile {
    const found = this.scheduler.read(this.known(mill), file)
    if (!found) throw new NotFoundException({ code: 'report/unknown', message: 'no such report is kept' })
    return new StreamableFile(found.content, {
      type: CONTENT_TYPE[found.kept.format],
      disposition: `attachment; filename="${found.kept.file}"`,
    })
  }

  private known(mill: string): string {
    if (this.directory.mills().includes(mill)) return mill
    throw new NotFoundException({ code: 'mill/unknown', message: 'no telemetry of this mill has been seen' })
  }
}
