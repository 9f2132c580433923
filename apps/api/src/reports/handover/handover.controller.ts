import { Body, Controller, Get, Param, Post } from '@nestjs/common'
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger'
import {
  errorAnswer,
  type Handover,
  type HandoverNote,
  type HandoverNoteInput,
  handover,
  handoverNote,
  handoverNoteInput,
} from '@wanding/contracts'
import { BodyPipe } from '../../body.pipe'
import { HandoverService } from './handover.service'

@ApiTags('reports')
@Controller('api/mills/:mill/handover')
@ApiParam({ name: 'mill', example: 'jimo' })
@ApiNotFoundResponse({ description: 'No telemetry of this mill has been seen', standardSchema: errorAnswer })
export class HandoverController {
  constructor(private readonly handovers: HandoverService) {}

  @Get()
  @ApiOperation({ summary: 'What one shift hands over: what changed, what is open, the next two hours, notes' })
  @ApiOkResponse({ description: 'Of the running shift', standardSchema: handover })
  handover(@Param('mill') mill: string): Promise<Handover> {
    return this.handovers.handover(mill)
  }

  @Post('notes')
  @ApiOperation({ summary: 'Keeps a note to the next shift; a note is never changed' })
  @ApiBody({ schema: { type: 'object' } })
  @ApiCreatedResponse({ description: 'As it was kept', standardSchema: handoverNote })
  @ApiBadRequestResponse({ description: 'The note is not valid; `problems` says why', standardSchema: errorAnswer })
  note(
    @Param('mill') mill: string,
    @Body(new BodyPipe(handoverNoteInput)) note: HandoverNoteInput,
  ): Promise<HandoverNote> {
    return this.handovers.note(mill, note)
  }
}
