import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common'
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiProduces,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger'
import {
  errorAnswer,
  REPORT_FORMATS,
  REPORT_KINDS,
  type Report,
  type ReportFileQuery,
  type ReportKind,
  type ReportProgress,
  type ReportQuery,
  report,
  reportFileQuery,
  reportProgress,
  reportQuery,
} from '@wanding/contracts'
import { z } from 'zod'
import { QueryPipe } from '../store'
import { CONTENT_TYPE, reportFile } from './files/report-file'
import { fileStem } from './files/report-texts'
import { ReportsService } from './reports.service'

const kindPipe = new QueryPipe(z.enum(REPORT_KINDS))

@ApiTags('reports')
@Controller('api/mills/:mill/reports')
@ApiParam({ name: 'mill', example: 'jimo' })
@ApiNotFoundResponse({
  description: 'No telemetry of this mill, or the period has not begun',
  standardSchema: errorAnswer,
})
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  @Get(':kind')
  @ApiOperation({
    summary: 'A shift, day or month: figures with the period before and the mean of the last, and tables',
  })
  @ApiParam({ name: 'kind', enum: REPORT_KINDS })
  @ApiQuery({ name: 'at', required: false, description: 'Any instant within the period; now if left out' })
  @ApiOkResponse({ description: 'From what is stored; a period that still runs says so', standardSchema: report })
  report(
    @Param('mill') mill: string,
    @Param('kind', kindPipe) kind: ReportKind,
    @Query(new QueryPipe(reportQuery)) { at }: ReportQuery,
  ): Promise<Report> {
    return this.reports.report(mill, kind, at)
  }

  @Get(':kind/progress')
  @ApiOperation({ summary: 'How much of a report was summed before: what is not makes whoever asks for it wait' })
  @ApiParam({ name: 'kind', enum: REPORT_KINDS })
  @ApiQuery({ name: 'at', required: false, description: 'Any instant within the period; now if left out' })
  @ApiOkResponse({
    description: 'Shifts or days that are over, and how many of them are summed',
    standardSchema: reportProgress,
  })
  progress(
    @Param('mill') mill: string,
    @Param('kind', kindPipe) kind: ReportKind,
    @Query(new QueryPipe(reportQuery)) { at }: ReportQuery,
  ): ReportProgress {
    return this.reports.progress(mill, kind, at)
  }

  @Get(':kind/file')
  @ApiOperation({ summary: 'The report as a file: PDF, XLSX, CSV, or Parquet with stable codes' })
  @ApiParam({ name: 'kind', enum: REPORT_KINDS })
  @ApiQuery({ name: 'at', required: false, description: 'Any instant within the period; now if left out' })
  @ApiQuery({ name: 'format', required: false, enum: REPORT_FORMATS })
  @ApiQuery({ name: 'lang', required: false, enum: ['en', 'zh'] })
  @ApiProduces(...Object.values(CONTENT_TYPE))
  @ApiOkResponse({ description: 'A file' })
  async file(
    @Param('mill') mill: string,
    @Param('kind', kindPipe) kind: ReportKind,
    @Query(new QueryPipe(reportFileQuery)) { at, format, lang }: ReportFileQuery,
  ): Promise<StreamableFile> {
    const made = await this.reports.report(mill, kind, at)
    return asFile(mill, fileStem(made), format, await reportFile(made, format, lang))
  }
}

/** RFC 5987: a mill may have any name. */
export function asFile(mill: string, stem: string, format: ReportFileQuery['format'], content: Buffer): StreamableFile {
  const name = encodeURIComponent(`${mill}-${stem}.${format}`)
  return new StreamableFile(content, {
    type: CONTENT_TYPE[format],
    disposition: `attachment; filename="${stem}.${format}"; filename*=UTF-8''${name}`,
  })
}
