import { Controller, Get, Param, Query, type StreamableFile } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger'
import { exportFormat, qualityQuery } from '@wanding/contracts'
import { z } from 'zod'
import { ApiExport, ApiExportLanguage, fileAnswer, type Table } from '../../export'
import { QueryPipe } from '../../store'
import { CasesService } from '../cases/cases.service'
import { QualityService } from '../quality.service'
import { ApiQualityWindow } from '../quality-docs'
import { casesTable, crewsTable, framesTable, groupsTable, listsTable, spindlesTable } from './quality-tables'

const EXPORTED = ['spindles', 'frames', 'groups', 'crews', 'lists', 'cases'] as const
const exported = z.enum(EXPORTED)
const fileQuery = qualityQuery.extend({ format: exportFormat, lang: z.enum(['en', 'zh']).default('en') })
type FileQuery = z.infer<typeof fileQuery>

const MOST_SPINDLES = 500

@ApiTags('quality')
@Controller('api/mills/:mill/quality/export')
export class QualityExportController {
  constructor(
    private readonly quality: QualityService,
    private readonly cases: CasesService,
  ) {}

  @Get(':what')
  @ApiOperation({ summary: 'A list of quality as a file' })
  @ApiParam({ name: 'what', enum: EXPORTED })
  @ApiQualityWindow()
  @ApiExport()
  @ApiExportLanguage()
  @ApiOkResponse({ description: 'A file' })
  async file(
    @Param('mill') mill: string,
    @Param('what', new QueryPipe(exported)) what: z.infer<typeof exported>,
    @Query(new QueryPipe(fileQuery)) query: FileQuery,
  ): Promise<StreamableFile> {
    const table = await this.table(mill, what, query)
    const about = what === 'lists' || what === 'cases' ? `quality-${what}` : `quality-${what}-${query.window}`
    return fileAnswer(
      { of: mill, about, csv: table, sheets: [table], byteOrderMark: query.lang === 'zh' },
      query.format,
    )
  }

  private async table(mill: string, what: z.infer<typeof exported>, { window, lang }: FileQuery): Promise<Table> {
    switch (what) {
      case 'spindles':
        return spindlesTable(await this.quality.spindles(mill, window, MOST_SPINDLES), lang)
      case 'frames':
        return framesTable(await this.quality.frames(mill, window), lang)
      case 'groups':
        return groupsTable(await this.quality.groups(mill, window), lang)
      case 'crews':
        return crewsTable(await this.quality.crews(mill, window), lang)
      case 'lists':
        return listsTable(this.quality.lists(mill), lang)
      case 'cases':
        return casesTable(await this.cases.all(mill), lang)
    }
  }
}
