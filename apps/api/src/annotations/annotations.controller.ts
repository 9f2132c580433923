import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common'
import {
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger'
import {
  type Annotation,
  type AnnotationRequest,
  type AnnotationsQuery,
  annotation,
  annotationRequest,
  annotationsQuery,
  errorAnswer,
} from '@wanding/contracts'
import { BodyPipe } from '../body.pipe'
import { QueryPipe } from '../store'
import { AnnotationsService } from './annotations.service'

@ApiTags('annotations')
@Controller('api/mills/:mill/annotations')
@ApiParam({ name: 'mill', example: 'jimo' })
@ApiBadRequestResponse({ description: 'Not valid; `problems` says why', standardSchema: errorAnswer })
@ApiNotFoundResponse({ description: 'No such mill, machine or annotation', standardSchema: errorAnswer })
export class AnnotationsController {
  constructor(private readonly annotations: AnnotationsService) {}

  @Get()
  @ApiOperation({ summary: 'Notes on a time of a mill and its machines' })
  @ApiQuery({ name: 'from', description: 'Epoch milliseconds or an ISO date-time, on the clock of the mill' })
  @ApiQuery({ name: 'to', description: 'At most 400 days after `from`' })
  @ApiQuery({ name: 'run', required: false, description: 'The present one of the mill if left out' })
  @ApiOkResponse({ description: 'In order of the time that they are about', standardSchema: annotation.array() })
  list(@Param('mill') mill: string, @Query(new QueryPipe(annotationsQuery)) query: AnnotationsQuery): Annotation[] {
    return this.annotations.list(mill, query)
  }

  @Post()
  @ApiOperation({ summary: 'Puts a note on a moment or a stretch of time, of the mill or of one machine' })
  @ApiCreatedResponse({ description: 'The note', standardSchema: annotation })
  @ApiConflictResponse({ description: 'The book is full', standardSchema: errorAnswer })
  add(@Param('mill') mill: string, @Body(new BodyPipe(annotationRequest)) request: AnnotationRequest): Annotation {
    return this.annotations.add(mill, request)
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes a note out' })
  @ApiParam({ name: 'id' })
  @ApiNoContentResponse({ description: 'It is out' })
  remove(@Param('mill') mill: string, @Param('id') id: string): void {
    this.annotations.remove(mill, id)
  }
}
