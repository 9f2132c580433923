import { Controller, Get, Inject, Param, Query, type StreamableFile } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger'
import {
  type CountingQuery,
  countingQuery,
  type ExportQuery,
  exportQuery,
  type StaffingNow,
  type StaffingWaterfall,
  staffingNow,
  staffingWaterfall,
  type WaterfallQuery,
  waterfallQuery,
} from '@wanding/contracts'
import { z } from 'zod'
import { ApiExport } from '../export'
import { QueryPipe } from '../store'
import { MILL_DIRECTORY, type MillDirectory } from '../twin'
import { exportAnswer } from './export/export-answer'
import { rolesTable, rungsTable, waterfallTable } from './export/staffing-tables'
import { StaffingService } from './staffing.service'
import { knownMill, withBasis } from './staffing-answers'
import { ApiOrder, ApiStaffing } from './staffing-docs'

const TABLES = ['roles', 'rungs', 'waterfall'] as const
const tableName = z.enum(TABLES)

@ApiTags('staffing')
@Controller('api/mills/:mill/staffing')
export class StaffingController {
  constructor(
    private readonly staffing: StaffingService,
    @Inject(MILL_DIRECTORY) private readonly directory: MillDirectory,
  ) {}

  @Get()
  @ApiOperation({
    summary:
      'Persons per 10,000 spindles (万锭用工): required with interval, rostered, by role and process, with basis',
  })
  @ApiStaffing()
  @ApiOkResponse({ description: 'Now, with every term of the calculation', standardSchema: staffingNow })
  now(@Param('mill') mill: string, @Query(new QueryPipe(countingQuery)) rules: CountingQuery): StaffingNow {
    knownMill(this.directory, mill)
    return withBasis(this.staffing.now(mill, rules))
  }

  @Get('waterfall')
  @ApiOperation({ summary: 'Why staffing is what it is: from the conventional mill, measure by measure, to this one' })
  @ApiStaffing()
  @ApiOrder()
  @ApiOkResponse({
    description: 'Bars that open to roles and terms, and sum exactly',
    standardSchema: staffingWaterfall,
  })
  waterfall(
    @Param('mill') mill: string,
    @Query(new QueryPipe(waterfallQuery)) { order, ...rules }: WaterfallQuery,
  ): StaffingWaterfall {
    knownMill(this.directory, mill)
    return withBasis(this.staffing.waterfall(mill, order, rules))
  }

  @Get('export/:table')
  @ApiOperation({ summary: 'Roles with their terms, rungs, or the waterfall as a file' })
  @ApiParam({ name: 'table', enum: TABLES })
  @ApiStaffing()
  @ApiOrder()
  @ApiExport()
  @ApiOkResponse({ description: 'A file' })
  async export(
    @Param('mill') mill: string,
    @Param('table', new QueryPipe(tableName)) table: (typeof TABLES)[number],
    @Query(new QueryPipe(exportQuery)) { order, format, ...rules }: ExportQuery,
  ): Promise<StreamableFile> {
    knownMill(this.directory, mill)
    if (table === 'waterfall') {
      const fall = withBasis(this.staffing.waterfall(mill, order, rules))
      return exportAnswer(mill, waterfallTable(fall), fall.how, format)
    }
    const now = withBasis(this.staffing.now(mill, rules))
    return exportAnswer(mill, table === 'roles' ? rolesTable(now) : rungsTable(now), now.how, format)
  }
}
