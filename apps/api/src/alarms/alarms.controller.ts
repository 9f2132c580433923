import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common'
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger'
import {
  ALARM_FAMILIES,
  ALARM_IDS,
  ALARMS,
  type AlarmAction,
  type AlarmJournal,
  type AlarmsNow,
  type AlarmView,
  alarmAction,
  alarmDefinitionView,
  alarmJournal,
  alarmsNow,
  alarmView,
  errorAnswer,
  type JournalQuery,
  journalQuery,
} from '@wanding/contracts'
import { z } from 'zod'
import { BodyPipe } from '../body.pipe'
import { QueryPipe } from '../store'
import { AlarmsService } from './alarms.service'

const ApiMill = () => ApiParam({ name: 'mill', example: 'jimo' })
const ApiUnknown = () => ApiNotFoundResponse({ description: 'There is none', standardSchema: errorAnswer })

/** The alarm book by ISA-18.2: what stands, why it is there, what happened, and what operators do. */
@ApiTags('alarms')
@Controller('api')
export class AlarmsController {
  constructor(private readonly alarms: AlarmsService) {}

  @Get('alarms/definitions')
  @ApiOperation({
    summary: 'Every alarm that there can be, rationalised: cause, consequence, response, limits, delays',
  })
  @ApiOkResponse({ description: 'By family', standardSchema: alarmDefinitionView.array() })
  definitions(): z.output<typeof alarmDefinitionView>[] {
    return ALARM_IDS.map((id) => alarmDefinitionView.parse(ALARMS[id]))
  }

  @Get('mills/:mill/alarms')
  @ApiOperation({ summary: 'Alarms of a mill that are not normal, and the load of each operator position' })
  @ApiMill()
  @ApiOkResponse({ description: 'The book at a revision', standardSchema: alarmsNow })
  @ApiUnknown()
  now(@Param('mill') mill: string): AlarmsNow {
    return this.alarms.known(mill)
  }

  @Get('mills/:mill/alarms/journal')
  @ApiOperation({ summary: 'What happened to alarms, newest first, by time, machine, family or key' })
  @ApiMill()
  @ApiQuery({ name: 'fromMs', required: false, description: 'Mill time, epoch ms' })
  @ApiQuery({ name: 'toMs', required: false, description: 'Mill time, epoch ms' })
  @ApiQuery({ name: 'machine', required: false, example: 'RF03' })
  @ApiQuery({ name: 'family', required: false, enum: ALARM_FAMILIES })
  @ApiQuery({ name: 'key', required: false, example: 'frame-stopped/RF03' })
  @ApiQuery({ name: 'limit', required: false, description: 'At most 1000; 200 without it' })
  @ApiOkResponse({ description: 'Transitions', standardSchema: alarmJournal })
  @ApiBadRequestResponse({ description: 'The query is not valid', standardSchema: errorAnswer })
  @ApiUnknown()
  journal(
    @Param('mill') mill: string,
    @Query(new QueryPipe<JournalQuery>(journalQuery as z.ZodType<JournalQuery>)) query: JournalQuery,
  ): AlarmJournal {
    return this.alarms.transitions(mill, query)
  }

  @Post('mills/:mill/alarms/actions')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Acknowledge, reset, shelve, unshelve, take out of service or back; on the disk when it answers',
  })
  @ApiMill()
  @ApiBody({ schema: z.toJSONSchema(alarmAction, { io: 'input' }) as object })
  @ApiOkResponse({ description: 'The alarm as it is then', standardSchema: alarmView })
  @ApiBadRequestResponse({ description: 'The action is not valid', standardSchema: errorAnswer })
  @ApiConflictResponse({ description: 'The alarm is not in a state for it', standardSchema: errorAnswer })
  @ApiUnknown()
  act(@Param('mill') mill: string, @Body(new BodyPipe(alarmAction)) action: AlarmAction): AlarmView {
    return this.alarms.act(mill, action)
  }
}
