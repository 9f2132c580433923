import { Controller, Get, Param, Query, type StreamableFile } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger'
import {
  type ComparisonQuery,
  comparisonQuery,
  errorAnswer,
  exportFormat,
  type ShiftsQuery,
  type StaffingComparison,
  type StaffingShifts,
  shiftsQuery,
  staffingComparison,
  staffingShifts,
} from '@wanding/contracts'
import { z } from 'zod'
import { ApiExport, type ExportFormat } from '../export'
import { QueryPipe } from '../store'
import { exportAnswer } from './export/export-answer'
import { comparisonTable, shiftsTable } from './export/staffing-tables'
import { ApiComparison, ApiShifts, ApiStaffing } from './staffing-docs'
import { StaffingHistoryService } from './staffing-history.service'

const format = z.object({ format: exportFormat })

@ApiTags('staffing')
@Controller('api/mills/:mill/staffing')
@ApiServiceUnavailableResponse({ description: 'The store cannot be reached', standardSchema: errorAnswer })
export class StaffingHistoryController {
  constructor(private readonly history: StaffingHistoryService) {}

  @Get('shifts')
  @ApiOperation({ summary: 'Staffing of each shift from the work counted in it, and summed by crew' })
  @ApiStaffing()
  @ApiShifts()
  @ApiOkResponse({ description: 'In order of time; the last one may still run', standardSchema: staffingShifts })
  shifts(@Param('mill') mill: string, @Query(new QueryPipe(shiftsQuery)) query: ShiftsQuery): Promise<StaffingShifts> {
    return this.history.shifts(mill, query)
  }

  @Get('compare')
  @ApiOperation({ summary: 'Why staffing changed between two periods: events, count, measures, crews; sums exactly' })
  @ApiStaffing()
  @ApiComparison()
  @ApiOkResponse({
    description: 'Bars, the largest first, that open to roles and terms',
    standardSchema: staffingComparison,
  })
  compare(
    @Param('mill') mill: string,
    @Query(new QueryPipe(comparisonQuery)) query: ComparisonQuery,
  ): Promise<StaffingComparison> {
    return this.history.compare(mill, query)
  }

  @Get('shifts/export')
  @ApiOperation({ summary: 'The shifts as a file' })
  @ApiStaffing()
  @ApiShifts()
  @ApiExport()
  @ApiOkResponse({ description: 'A file' })
  async exportShifts(
    @Param('mill') mill: string,
    @Query(new QueryPipe(shiftsQuery.and(format))) query: ShiftsQuery & { format: ExportFormat },
  ): Promise<StreamableFile> {
    return exportAnswer(mill, shiftsTable(await this.history.shifts(mill, query)), [], query.format)
  }

  @Get('compare/export')
  @ApiOperation({ summary: 'The comparison of two periods as a file' })
  @ApiStaffing()
  @ApiComparison()
  @ApiExport()
  @ApiOkResponse({ description: 'A file' })
  async exportComparison(
    @Param('mill') mill: string,
    @Query(new QueryPipe(comparisonQuery.and(format))) query: ComparisonQuery & { format: ExportFormat },
  ): Promise<StreamableFile> {
    const comparison = await this.history.compare(mill, query)
    return exportAnswer(mill, comparisonTable(comparison), comparison.how, query.format)
  }
}
