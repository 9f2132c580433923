import {
  BadRequestException,
  Body,
  ConflictException,
  Controller,
  Delete,
  Get,
  HttpException,
  HttpStatus,
  NotFoundException,
  Param,
  Post,
  Query,
  Res,
  type StreamableFile,
} from '@nestjs/common'
import {
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger'
import {
  type CompareRequest,
  compareRequest,
  errorAnswer,
  type FileQuery,
  fileQuery,
  type OptimiseRequest,
  optimiseRequest,
  type RunRequest,
  runRequest,
  type SurfaceRequest,
  surfaceRequest,
  type WhatIfBase,
  type WhatIfJob,
  type WhatIfList,
  whatIfBase,
  whatIfJob,
  whatIfList,
} from '@wanding/contracts'
import { MillVariantError } from '@wanding/contracts/files'
import { MillFileError } from '@wanding/simulator/mill-files'
import { ApiExport, ApiExportLanguage, fileAnswer } from '../export'
import { QueryPipe } from '../store'
import { whatIfFile } from './export/what-if-file'
import { QueueFullError } from './job-queue'
import type { WhatIfRequest } from './question'
import { RequestPipe } from './request.pipe'
import { WhatIfService } from './what-if.service'
import { ApiWhatIf } from './what-if-docs'

interface HttpAnswer {
  status(code: number): unknown
}

@ApiTags('what-if')
@Controller('api/what-if')
export class WhatIfController {
  constructor(private readonly whatIfs: WhatIfService) {}

  @Post('runs')
  @ApiOperation({ summary: 'The mill with changes beside the mill as it is: shifts of both on the same seeds' })
  @ApiWhatIf(runRequest)
  run(
    @Body(new RequestPipe(runRequest)) request: RunRequest,
    @Res({ passthrough: true }) answer: HttpAnswer,
  ): WhatIfJob {
    return this.ask({ kind: 'run', request }, answer)
  }

  @Post('compare')
  @ApiOperation({ summary: 'Several variants on the same seeds, each against the first, with paired intervals' })
  @ApiWhatIf(compareRequest)
  compare(
    @Body(new RequestPipe(compareRequest)) request: CompareRequest,
    @Res({ passthrough: true }) answer: HttpAnswer,
  ): WhatIfJob {
    return this.ask({ kind: 'compare', request }, answer)
  }

  @Post('surface')
  @ApiOperation({ summary: 'The staffing cliff: ends down over persons of a post and break level' })
  @ApiWhatIf(surfaceRequest)
  surface(
    @Body(new RequestPipe(surfaceRequest)) request: SurfaceRequest,
    @Res({ passthrough: true }) answer: HttpAnswer,
  ): WhatIfJob {
    return this.ask({ kind: 'surface', request }, answer)
  }

  @Post('optimise')
  @ApiOperation({ summary: 'The least persons of a post that keep a target, with a confidence' })
  @ApiWhatIf(optimiseRequest)
  optimise(
    @Body(new RequestPipe(optimiseRequest)) request: OptimiseRequest,
    @Res({ passthrough: true }) answer: HttpAnswer,
  ): WhatIfJob {
    return this.ask({ kind: 'optimise', request }, answer)
  }

  @Get('base/:mill')
  @ApiOperation({ summary: 'The mill that a what-if would start from, as it stands: persons, measures, speed, count' })
  @ApiParam({ name: 'mill', description: 'A mill file, or a live mill', example: 'jimo' })
  @ApiOkResponse({
    description: 'Size and count of a live mill are those of its telemetry',
    standardSchema: whatIfBase,
  })
  @ApiNotFoundResponse({ description: 'No such mill', standardSchema: errorAnswer })
  base(@Param('mill') mill: string): WhatIfBase {
    try {
      return this.whatIfs.base(mill)
    } catch (error) {
      if (!(error instanceof MillFileError)) throw error
      throw new NotFoundException({ code: 'what-if/mill', message: error.message })
    }
  }

  @Get('runs')
  @ApiOperation({ summary: 'What-ifs that were asked, the newest first' })
  @ApiOkResponse({ description: 'Without what came out', standardSchema: whatIfList })
  list(): WhatIfList {
    return this.whatIfs.list()
  }

  @Get('runs/:id')
  @ApiOperation({ summary: 'A what-if: how far it is, and what came out so far' })
  @ApiParam({ name: 'id', description: 'The same question has the same id' })
  @ApiOkResponse({
    description: 'Every figure with its distribution, inputs, seed and norms',
    standardSchema: whatIfJob,
  })
  @ApiNotFoundResponse({ description: 'Nobody asked this, or it is not kept any more', standardSchema: errorAnswer })
  job(@Param('id') id: string): WhatIfJob {
    return found(this.whatIfs.job(id))
  }

  @Get('runs/:id/export')
  @ApiOperation({
    summary: 'What came out as a file: figures, differences, theory, cliff or search, and how they were computed',
  })
  @ApiParam({ name: 'id' })
  @ApiExport()
  @ApiExportLanguage()
  @ApiOkResponse({
    description: 'A sheet for each table; as CSV the tables one under another, named in the first column',
  })
  @ApiNotFoundResponse({ description: 'Nobody asked this, or it is not kept any more', standardSchema: errorAnswer })
  @ApiConflictResponse({ description: 'It has no result yet, or never will', standardSchema: errorAnswer })
  export(
    @Param('id') id: string,
    @Query(new QueryPipe(fileQuery)) { format, lang }: FileQuery,
  ): Promise<StreamableFile> {
    const job = found(this.whatIfs.job(id))
    if (job.state !== 'done') {
      throw new ConflictException({
        code: 'what-if/not-done',
        message: `the what-if is ${job.state}: there is no result`,
      })
    }
    return fileAnswer(whatIfFile(job, lang), format)
  }

  @Delete('runs/:id')
  @ApiOperation({ summary: 'Cancels a what-if that waits or runs; of one that has ended nothing changes' })
  @ApiParam({ name: 'id' })
  @ApiOkResponse({ description: 'As it is now', standardSchema: whatIfJob })
  @ApiNotFoundResponse({ description: 'Nobody asked this, or it is not kept any more', standardSchema: errorAnswer })
  cancel(@Param('id') id: string): WhatIfJob {
    return found(this.whatIfs.cancel(id))
  }

  private ask(request: WhatIfRequest, answer: HttpAnswer): WhatIfJob {
    try {
      const { job, isNew } = this.whatIfs.ask(request)
      answer.status(isNew ? HttpStatus.ACCEPTED : HttpStatus.OK)
      return job
    } catch (error) {
      throw httpErrorOf(error)
    }
  }
}

function found(job: WhatIfJob | undefined): WhatIfJob {
  if (job) return job
  throw new NotFoundException({
    code: 'what-if/unknown',
    message: 'no such what-if was asked, or it is not kept any more',
  })
}

function httpErrorOf(error: unknown): unknown {
  if (error instanceof MillFileError || error instanceof MillVariantError) {
    const problems = error.message.split('\n')
    return new BadRequestException({ code: 'what-if/mill', message: 'the mill of the what-if is not valid', problems })
  }
  if (error instanceof QueueFullError) {
    return new HttpException({ code: error.code, message: error.message }, HttpStatus.TOO_MANY_REQUESTS)
  }
  return error
}
