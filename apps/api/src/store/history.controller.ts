import { Controller, Get, Param, Query } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger'
import {
  type MachineHistory,
  machineHistory,
  type NamedSeries,
  namedSeries,
  type SpindleEvents,
  type SpindleSeconds,
  spindleEvents,
  spindleSeconds,
} from '@wanding/contracts'
import {
  type EventsOfRun,
  eventsOfRun,
  type HistoryOfRun,
  historyOfRun,
  position,
  type SecondsOfRun,
  type SeriesOfRun,
  secondsOfRun,
  seriesOfRun,
} from './history.queries'
import { HistoryService } from './history.service'
import { ApiMachine, ApiPast, ApiPoints, ApiSpindle } from './history-docs'
import { QueryPipe } from './query.pipe'
import { KPI_SERIES, STAFFING_SERIES } from './series-names'
import { KPI_PREFIX, STAFFING_PREFIX } from './series-recorder'

@ApiTags('history')
@Controller('api/mills/:mill')
export class HistoryController {
  constructor(private readonly history: HistoryService) {}

  @Get('machines/:machine/history')
  @ApiOperation({ summary: 'One metric of a machine in steps of mean, least and most' })
  @ApiPast(400)
  @ApiMachine()
  @ApiQuery({ name: 'metric', description: 'Name in the signal catalogue', example: 'spindle/speed' })
  @ApiPoints()
  @ApiOkResponse({ description: 'A gap in the data is a missing step', standardSchema: machineHistory })
  machine(
    @Param('mill') mill: string,
    @Param('machine') machine: string,
    @Query(new QueryPipe(historyOfRun)) query: HistoryOfRun,
  ): Promise<MachineHistory> {
    return this.history.machine(mill, machine, query)
  }

  @Get('machines/:machine/spindles/:position/events')
  @ApiOperation({ summary: 'The changes of state of one spindle, to the millisecond' })
  @ApiPast(31)
  @ApiSpindle()
  @ApiOkResponse({ description: 'In order of time', standardSchema: spindleEvents })
  events(
    @Param('mill') mill: string,
    @Param('machine') machine: string,
    @Param('position', new QueryPipe(position)) spindle: number,
    @Query(new QueryPipe(eventsOfRun)) query: EventsOfRun,
  ): Promise<SpindleEvents> {
    return this.history.events(mill, machine, spindle, query)
  }

  @Get('machines/:machine/spindles/:position/seconds')
  @ApiOperation({ summary: 'Every second of one spindle: speed and state, as long as the window keeps them' })
  @ApiPast(1)
  @ApiSpindle()
  @ApiOkResponse({ description: 'Parallel arrays in order of time', standardSchema: spindleSeconds })
  seconds(
    @Param('mill') mill: string,
    @Param('machine') machine: string,
    @Param('position', new QueryPipe(position)) spindle: number,
    @Query(new QueryPipe(secondsOfRun)) query: SecondsOfRun,
  ): Promise<SpindleSeconds> {
    return this.history.seconds(mill, machine, spindle, query)
  }

  @Get('kpi/history')
  @ApiOperation({ summary: 'The figures of a mill over time' })
  @ApiPast(400)
  @ApiPoints()
  @ApiOkResponse({ description: 'Series by the names of the figures', standardSchema: namedSeries })
  kpi(@Param('mill') mill: string, @Query(new QueryPipe(seriesOfRun)) query: SeriesOfRun): Promise<NamedSeries> {
    return this.history.series(mill, KPI_PREFIX, KPI_SERIES, query)
  }

  @Get('staffing/history')
  @ApiOperation({ summary: 'Persons per 10,000 spindles over time: required, rostered, their index, and by role' })
  @ApiPast(400)
  @ApiPoints()
  @ApiOkResponse({
    description: 'Series `required`, `rostered`, `index`, `onSite`, `hok`, `role/<role>`',
    standardSchema: namedSeries,
  })
  staffing(@Param('mill') mill: string, @Query(new QueryPipe(seriesOfRun)) query: SeriesOfRun): Promise<NamedSeries> {
    return this.history.series(mill, STAFFING_PREFIX, STAFFING_SERIES, query)
  }
}
