import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query, StreamableFile } from '@nestjs/common'
import {
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger'
import {
  activateNorms,
  type CheckedNorms,
  checkedNorms,
  errorAnswer,
  type NormsDiff,
  type NormsHistory,
  type NormsPreview,
  type NormsVersion,
  type NormsVersionInfo,
  normsDiff,
  normsDraft,
  normsHistory,
  normsPreview,
  normsText,
  normsVersion,
  normsVersionInfo,
  saveNorms,
} from '@wanding/contracts'
import { checkNorms, type NormsFileResult, parseNormsFile, renderNormsFile } from '@wanding/contracts/files'
import type { z } from 'zod'
import { BodyPipe } from '../../body.pipe'
import { MEASURED_EVENTS, type MeasuredEventsSource } from '../../kpi'
import { infoOf, NormsService, problemsOf } from './norms.service'
import { diffOf, previewOf } from './norms-effect'

const ApiId = () => ApiParam({ name: 'id', description: 'A version', example: 'v1' })
const ApiUnknown = () => ApiNotFoundResponse({ description: 'There is no such version', standardSchema: errorAnswer })

/** Standard times and assignments as versions: look, try, compare, save, put in force. */
@ApiTags('norms')
@Controller('api/norms')
export class NormsController {
  constructor(
    private readonly norms: NormsService,
    @Inject(MEASURED_EVENTS) private readonly mills: MeasuredEventsSource,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All versions of the norms, which one is in force, and which was from when on' })
  @ApiOkResponse({ description: 'Newest first', standardSchema: normsHistory })
  history(): NormsHistory {
    return this.norms.history()
  }

  @Get('versions/:id')
  @ApiOperation({ summary: 'One version of the norms, whole' })
  @ApiId()
  @ApiOkResponse({ description: 'The version', standardSchema: normsVersion })
  @ApiUnknown()
  version(@Param('id') id: string): NormsVersion {
    return this.norms.version(id)
  }

  @Get('versions/:id/file')
  @Header('Content-Type', 'application/yaml; charset=utf-8')
  @ApiOperation({ summary: 'One version as a norms file (YAML), each number with unit and meaning' })
  @ApiId()
  @ApiOkResponse({ description: 'A norms file; NORMS can name it' })
  @ApiUnknown()
  file(@Param('id') id: string): StreamableFile {
    const { norms, name, author, note, savedAtMs } = this.norms.version(id)
    const about = [`Norms ${name}, ${id}, saved by ${author} at ${new Date(savedAtMs).toISOString()}`, note]
    const text = renderNormsFile(
      norms,
      about.filter((line) => line !== ''),
    )
    const fileName = `norms-${name.replace(/[^A-Za-z0-9._-]+/g, '_')}.yaml`
    return new StreamableFile(Buffer.from(text), { disposition: `attachment; filename="${fileName}"` })
  }

  @Get('diff')
  @ApiOperation({ summary: 'What differs between two versions, and the persons that each key alone changes' })
  @ApiQuery({ name: 'from', example: 'v1' })
  @ApiQuery({ name: 'to', example: 'v2' })
  @ApiQuery({ name: 'mill', required: false, description: 'Mill whose measured work the effect is given for' })
  @ApiOkResponse({ description: 'Key by key', standardSchema: normsDiff })
  @ApiUnknown()
  diff(@Query('from') from: string, @Query('to') to: string, @Query('mill') mill?: string): NormsDiff {
    const before = this.norms.version(from)
    const after = this.norms.version(to)
    return { from: infoOf(before), to: infoOf(after), ...diffOf(before.norms, after.norms, this.measured(mill)) }
  }

  @Post('validate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Checks a draft; every problem comes back with its key' })
  @ApiOkResponse({ description: 'The norms, or what is wrong', standardSchema: checkedNorms })
  validate(@Body(new BodyPipe(normsDraft)) draft: z.output<typeof normsDraft>): CheckedNorms {
    return answerOf(checkNorms(draft.norms))
  }

  @Post('read-file')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Reads the text of a norms file; every problem comes back with line and key. Nothing is saved',
  })
  @ApiOkResponse({ description: 'The norms, or what is wrong', standardSchema: checkedNorms })
  readFile(@Body(new BodyPipe(normsText)) { fileName, text }: z.output<typeof normsText>): CheckedNorms {
    return answerOf(parseNormsFile(text, fileName))
  }

  @Post('preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'Persons per 10,000 spindles under the norms in force and under a draft' })
  @ApiOkResponse({ description: 'Measured and planned, by role, and the rungs', standardSchema: normsPreview })
  preview(@Body(new BodyPipe(normsDraft)) { norms, mill }: z.output<typeof normsDraft>): NormsPreview {
    const draft = answerOf(checkNorms(norms))
    return draft.ok ? previewOf(this.norms.current(), draft.norms, this.measured(mill)) : draft
  }

  @Post('versions')
  @ApiOperation({ summary: 'Saves a version; it never changes again, and comes into force only when it is activated' })
  @ApiCreatedResponse({ description: 'The saved version', standardSchema: normsVersionInfo })
  @ApiBadRequestResponse({ description: 'Not valid; `problems` says why', standardSchema: errorAnswer })
  @ApiConflictResponse({
    description: 'The parent is not the newest version, or the name is taken',
    standardSchema: errorAnswer,
  })
  save(@Body(new BodyPipe(saveNorms)) proposal: z.output<typeof saveNorms>): NormsVersionInfo {
    return this.norms.save(proposal)
  }

  @Post('versions/:id/activate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Puts a version in force; the next staffing figures are computed with it' })
  @ApiId()
  @ApiOkResponse({ description: 'What is in force now', standardSchema: normsHistory })
  @ApiUnknown()
  activate(
    @Param('id') id: string,
    @Body(new BodyPipe(activateNorms)) { author }: z.output<typeof activateNorms>,
  ): NormsHistory {
    return this.norms.activate(id, author)
  }

  private measured(mill: string | undefined) {
    return (mill !== undefined && this.mills.measured(mill)) || null
  }
}

function answerOf(result: NormsFileResult): CheckedNorms {
  return result.ok ? result : { ok: false, problems: problemsOf(result.problems) }
}
