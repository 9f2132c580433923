import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Query,
  Req,
  StreamableFile,
} from '@nestjs/common'
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger'
import {
  type Calibration,
  type CalibrationSummary,
  type CalibrationUpload,
  calibration,
  calibrationRequest,
  calibrationSummary,
  calibrationUpload,
  errorAnswer,
  type FileQuery,
  fileQuery,
} from '@wanding/contracts'
import { CALIBRATION_KINDS, renderTemplate } from '@wanding/contracts/calibration'
import type { z } from 'zod'
import { BodyPipe } from '../body.pipe'
import { ApiExport, ApiExportLanguage, fileAnswer } from '../export'
import { QueryPipe } from '../store'
import { CalibrationService } from './calibration.service'
import { calibrationExport } from './export/calibration-export'

const ApiId = () => ApiParam({ name: 'id', description: 'Hash of the calibration' })
const ApiUnknown = () => ApiNotFoundResponse({ description: 'There is none', standardSchema: errorAnswer })

/** Records of a real mill in, a mill file and norms out. */
@ApiTags('calibration')
@Controller('api/calibrations')
export class CalibrationController {
  constructor(private readonly calibrations: CalibrationService) {}

  @Get()
  @ApiOperation({ summary: 'All calibrations' })
  @ApiOkResponse({ description: 'Newest first', standardSchema: calibrationSummary.array() })
  list(): CalibrationSummary[] {
    return this.calibrations.book.all().map((each) => calibrationSummary.parse(each))
  }

  @Get('bases')
  @ApiOperation({ summary: 'Mill files that a calibrated mill can extend' })
  @ApiOkResponse({ description: 'Names', type: [String] })
  bases(): string[] {
    return this.calibrations.mills.names()
  }

  @Get('templates/:kind')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @ApiOperation({ summary: 'An empty file of a kind with its heading and an example row' })
  @ApiParam({ name: 'kind', enum: CALIBRATION_KINDS })
  @ApiOkResponse({ description: 'CSV' })
  template(@Param('kind') name: string, @Query('language') language?: string): StreamableFile {
    const kind = CALIBRATION_KINDS.find((each) => each === name)
    if (!kind)
      throw new NotFoundException({ code: 'calibration/unknown-kind', message: 'there is no such kind of file' })
    const text = renderTemplate(kind, language === 'zh' ? 'zh' : 'en')
    return new StreamableFile(Buffer.from(text), { disposition: `attachment; filename="wanding-${kind}.csv"` })
  }

  @Post('files')
  @HttpCode(200)
  @ApiOperation({ summary: 'Reads a CSV file of records, at most 100 MB; whole, or not at all with every bad line' })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string' } })
  @ApiOkResponse({ description: 'The file, or what is wrong', standardSchema: calibrationUpload })
  upload(@Req() request: Readable & { headers: Record<string, unknown> }): Promise<CalibrationUpload> {
    return this.calibrations.take(request)
  }

  @Post()
  @ApiOperation({ summary: 'Fits the records of files that were read' })
  @ApiCreatedResponse({ description: 'What was found', standardSchema: calibration })
  @ApiBadRequestResponse({ description: 'A file or the base is not known', standardSchema: errorAnswer })
  fit(@Body(new BodyPipe(calibrationRequest)) request: z.output<typeof calibrationRequest>): Promise<Calibration> {
    return this.calibrations.fit(request)
  }

  @Get(':id')
  @ApiOperation({ summary: 'One calibration with its fits, intervals and goodness of fit' })
  @ApiId()
  @ApiOkResponse({ description: 'The calibration', standardSchema: calibration })
  @ApiUnknown()
  get(@Param('id') id: string): Calibration {
    return this.calibrations.get(id)
  }

  @Get(':id/export')
  @ApiOperation({
    summary: 'What was found as a file: estimates, fit, residuals and norms, and how they were computed',
  })
  @ApiId()
  @ApiExport()
  @ApiExportLanguage()
  @ApiOkResponse({
    description: 'A sheet for each table; as CSV the tables one under another, named in the first column',
  })
  @ApiUnknown()
  export(
    @Param('id') id: string,
    @Query(new QueryPipe(fileQuery)) { format, lang }: FileQuery,
  ): Promise<StreamableFile> {
    return fileAnswer(calibrationExport(this.calibrations.get(id), lang), format)
  }

  @Get(':id/mill')
  @Header('Content-Type', 'application/yaml; charset=utf-8')
  @ApiOperation({ summary: 'The calibrated mill file (YAML), which extends its base' })
  @ApiId()
  @ApiOkResponse({ description: 'A mill file' })
  @ApiUnknown()
  mill(@Param('id') id: string): StreamableFile {
    return this.file(id, 'mill')
  }

  @Get(':id/norms')
  @Header('Content-Type', 'application/yaml; charset=utf-8')
  @ApiOperation({ summary: 'The norms with the fitted times in them (YAML), as a draft' })
  @ApiId()
  @ApiOkResponse({ description: 'A norms file' })
  @ApiUnknown()
  norms(@Param('id') id: string): StreamableFile {
    return this.file(id, 'norms')
  }

  private file(id: string, kind: 'mill' | 'norms'): StreamableFile {
    const path = this.calibrations.fileOf(id, kind)
    const disposition = `attachment; filename="calibrated-${id.slice(0, 8)}-${kind}.yaml"`
    return new StreamableFile(createReadStream(path), { disposition })
  }
}
