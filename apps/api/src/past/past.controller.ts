import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger'
import {
  type Anomalies,
  anomalies,
  encodePicture,
  type MachineThen,
  machineThen,
  type Recorded,
  recorded,
} from '@wanding/contracts'
import { QueryPipe } from '../store'
import {
  type AnomaliesOfRun,
  anomaliesOfRun,
  type PastOfRun,
  pastOfRun,
  type TapeOfRun,
  tapeOfRun,
} from './past.queries'
import { PastService } from './past.service'
import { ApiBytes, ApiStretch, ApiThen, ApiTime } from './past-docs'

const bytes = (content: Uint8Array): StreamableFile =>
  new StreamableFile(content, { type: 'application/octet-stream', length: content.length })

@ApiTags('past')
@Controller('api/mills/:mill')
export class PastController {
  constructor(private readonly past: PastService) {}

  @Get('recorded')
  @ApiOperation({ summary: 'Of which runs the past can be seen, and from when to when' })
  @ApiThen()
  @ApiOkResponse({ description: 'The run with the newest moments last', standardSchema: recorded })
  recorded(@Param('mill') mill: string): Promise<Recorded> {
    return this.past.recorded(mill)
  }

  @Get('at')
  @ApiOperation({ summary: 'The whole mill at a past moment: every spindle, every machine, the figures and the crew' })
  @ApiThen()
  @ApiTime()
  @ApiBytes()
  @ApiOkResponse({
    description: 'A picture (`decodePicture`); its `atMs` is the newest telemetry at or before the time',
  })
  async at(@Param('mill') mill: string, @Query(new QueryPipe(pastOfRun)) query: PastOfRun): Promise<StreamableFile> {
    return bytes(encodePicture(await this.past.at(mill, query.time, query.run)))
  }

  @Get('tape')
  @ApiOperation({ summary: 'A stretch of the past to be played: a picture, and every step from there on' })
  @ApiThen()
  @ApiStretch('10 minutes, or 6 hours with `every`,')
  @ApiQuery({
    name: 'every',
    required: false,
    description: 'Only pictures, one in so many seconds (they are a minute apart at least)',
  })
  @ApiBytes()
  @ApiOkResponse({ description: 'Pictures and steps (`decodeTape`)' })
  async tape(@Param('mill') mill: string, @Query(new QueryPipe(tapeOfRun)) query: TapeOfRun): Promise<StreamableFile> {
    return bytes(await this.past.tape(mill, query))
  }

  @Get('machines/:machine/at')
  @ApiOperation({ summary: 'One machine at a past moment: all its metrics, and the spindles of a ring frame' })
  @ApiThen()
  @ApiTime()
  @ApiParam({ name: 'machine', example: 'RF01' })
  @ApiOkResponse({
    description: 'Speeds are those of the second while it is kept, then the means of its minute',
    standardSchema: machineThen,
  })
  machine(
    @Param('mill') mill: string,
    @Param('machine') machine: string,
    @Query(new QueryPipe(pastOfRun)) query: PastOfRun,
  ): Promise<MachineThen> {
    return this.past.machine(mill, machine, query.time, query.run)
  }

  @Get('anomalies')
  @ApiOperation({
    summary: 'What was out of the ordinary: gateways lost, sags, stops, late doffs, ends down, break rates, climate',
    description:
      'Each alarm of priority 1 to 3 when it came onto the list of what needs attention (its limits are those of the list), and `ends-down-wave`: more than 1 % of the spindles of the mill with an end down, again only after less than 0.8 %.',
  })
  @ApiThen()
  @ApiStretch('31 days')
  @ApiOkResponse({ description: 'In order of time; at most 2,000', standardSchema: anomalies })
  anomalies(
    @Param('mill') mill: string,
    @Query(new QueryPipe(anomaliesOfRun)) query: AnomaliesOfRun,
  ): Promise<Anomalies> {
    return this.past.anomalies(mill, query)
  }
}
