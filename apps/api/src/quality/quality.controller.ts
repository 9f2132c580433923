import { Controller, Get, Param, Query } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger'
import {
  type FrameRanking,
  frameRanking,
  type GroupRanking,
  groupRanking,
  type PositionRanking,
  positionRanking,
  type QualityCrews,
  type QualityLists,
  type QualityQuery,
  qualityCrews,
  qualityLists,
  qualityQuery,
  type SpindleRanking,
  type SpindleRankingQuery,
  spindleRanking,
  spindleRankingQuery,
} from '@wanding/contracts'
import { QueryPipe } from '../store'
import { QualityService } from './quality.service'
import { ApiQuality, ApiQualityWindow } from './quality-docs'

/** What breaks more often than chance would have it, and the lists of single-spindle monitoring. */
@ApiTags('quality')
@Controller('api/mills/:mill/quality')
export class QualityController {
  constructor(private readonly quality: QualityService) {}

  @Get('spindles')
  @ApiOperation({ summary: 'Spindles by their end breaks, each tested against all of the mill or of its frame' })
  @ApiQualityWindow()
  @ApiQuery({ name: 'machine', required: false, description: 'Only the spindles of this frame', example: 'RF01' })
  @ApiQuery({ name: 'limit', required: false, description: 'Spindles named, 1 to 500 (50 if left out)' })
  @ApiOkResponse({ description: 'The proven first; what is chance has no rank', standardSchema: spindleRanking })
  spindles(
    @Param('mill') mill: string,
    @Query(new QueryPipe(spindleRankingQuery)) { window, limit, machine }: SpindleRankingQuery,
  ): Promise<SpindleRanking> {
    return this.quality.spindles(mill, window, limit, machine)
  }

  @Get('frames')
  @ApiOperation({ summary: 'Frames against those of the same count: breaks running and lost at the start' })
  @ApiQualityWindow()
  @ApiOkResponse({ description: 'The commonest count first', standardSchema: frameRanking })
  frames(
    @Param('mill') mill: string,
    @Query(new QueryPipe(qualityQuery)) { window }: QualityQuery,
  ): Promise<FrameRanking> {
    return this.quality.frames(mill, window)
  }

  @Get('groups')
  @ApiOperation({ summary: 'Zones and lots: against each other, over time, and each against itself (drift)' })
  @ApiQualityWindow()
  @ApiOkResponse({ description: 'Lists, series and drifts', standardSchema: groupRanking })
  groups(
    @Param('mill') mill: string,
    @Query(new QueryPipe(qualityQuery)) { window }: QualityQuery,
  ): Promise<GroupRanking> {
    return this.quality.groups(mill, window)
  }

  @Get('crews')
  @ApiOperation({ summary: 'Shifts by the crew on post: breaks, mean and longest time to a piecing' })
  @ApiQualityWindow()
  @ApiOkResponse({ description: 'In order of time', standardSchema: qualityCrews })
  crews(
    @Param('mill') mill: string,
    @Query(new QueryPipe(qualityQuery)) { window }: QualityQuery,
  ): Promise<QualityCrews> {
    return this.quality.crews(mill, window)
  }

  @Get('lists')
  @ApiOperation({ summary: 'Slip spindles, idle spindles and dead sensors at this moment, and since when' })
  @ApiQuality()
  @ApiOkResponse({ description: 'At most 300 of each are named', standardSchema: qualityLists })
  lists(@Param('mill') mill: string): QualityLists {
    return this.quality.lists(mill)
  }

  @Get('positions')
  @ApiOperation({ summary: 'Winding units by their cuts in the doff in hand, roving spindles by their breaks' })
  @ApiQuality()
  @ApiOkResponse({ description: 'The proven first', standardSchema: positionRanking })
  positions(@Param('mill') mill: string): Promise<PositionRanking> {
    return this.quality.positions(mill)
  }
}
