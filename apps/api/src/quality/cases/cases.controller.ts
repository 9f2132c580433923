import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common'
import {
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger'
import {
  type CloseCase,
  closeCase,
  errorAnswer,
  type NoteCase,
  noteCase,
  type OpenCase,
  openCase,
  type QualityCase,
  type QualityCases,
  qualityCase,
  qualityCases,
} from '@wanding/contracts'
import { BodyPipe } from '../../body.pipe'
import { CasesService } from './cases.service'

const ApiCase = () => ApiParam({ name: 'id', description: 'A case', example: 'c1' })

/** Cases of work on conspicuous spindles, frames and winding units: open, note, close with a cause, and see whether it helped. */
@ApiTags('quality')
@Controller('api/mills/:mill/quality/cases')
@ApiParam({ name: 'mill', example: 'jimo' })
@ApiNotFoundResponse({ description: 'There is no such mill, place or case', standardSchema: errorAnswer })
export class CasesController {
  constructor(private readonly cases: CasesService) {}

  @Get()
  @ApiOperation({ summary: 'All cases of a mill, with the effect of each repair as far as it can be told' })
  @ApiOkResponse({ description: 'The open ones first, newest first', standardSchema: qualityCases })
  all(@Param('mill') mill: string): Promise<QualityCases> {
    return this.cases.all(mill)
  }

  @Get(':id')
  @ApiOperation({ summary: 'One case' })
  @ApiCase()
  @ApiOkResponse({ description: 'The case', standardSchema: qualityCase })
  one(@Param('mill') mill: string, @Param('id') id: string): Promise<QualityCase> {
    return this.cases.one(mill, id)
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Opens a case at a place; the open case that is there already is the answer otherwise' })
  @ApiOkResponse({ description: 'The case', standardSchema: qualityCase })
  @ApiBadRequestResponse({ description: 'Not valid; `problems` says why', standardSchema: errorAnswer })
  @ApiConflictResponse({ description: 'Too many cases are open', standardSchema: errorAnswer })
  open(@Param('mill') mill: string, @Body(new BodyPipe(openCase)) body: OpenCase): Promise<QualityCase> {
    return this.cases.open(mill, body)
  }

  @Post(':id/notes')
  @HttpCode(200)
  @ApiOperation({ summary: 'Adds a note' })
  @ApiCase()
  @ApiOkResponse({ description: 'The case', standardSchema: qualityCase })
  @ApiBadRequestResponse({ description: 'Not valid; `problems` says why', standardSchema: errorAnswer })
  note(
    @Param('mill') mill: string,
    @Param('id') id: string,
    @Body(new BodyPipe(noteCase)) body: NoteCase,
  ): Promise<QualityCase> {
    return this.cases.note(mill, id, body)
  }

  @Post(':id/close')
  @HttpCode(200)
  @ApiOperation({ summary: 'Closes a case with its cause; from then on it is tested whether that helped' })
  @ApiCase()
  @ApiOkResponse({ description: 'The case', standardSchema: qualityCase })
  @ApiBadRequestResponse({ description: 'Not valid; `problems` says why', standardSchema: errorAnswer })
  @ApiConflictResponse({ description: 'It was closed otherwise already', standardSchema: errorAnswer })
  close(
    @Param('mill') mill: string,
    @Param('id') id: string,
    @Body(new BodyPipe(closeCase)) body: CloseCase,
  ): Promise<QualityCase> {
    return this.cases.close(mill, id, body)
  }

  @Post(':id/reopen')
  @HttpCode(200)
  @ApiOperation({ summary: 'Opens a closed case again; one that did not help is opened by rule' })
  @ApiCase()
  @ApiOkResponse({ description: 'The case', standardSchema: qualityCase })
  @ApiBadRequestResponse({ description: 'Not valid; `problems` says why', standardSchema: errorAnswer })
  reopen(
    @Param('mill') mill: string,
    @Param('id') id: string,
    @Body(new BodyPipe(noteCase)) body: NoteCase,
  ): Promise<QualityCase> {
    return this.cases.reopen(mill, id, body)
  }
}
