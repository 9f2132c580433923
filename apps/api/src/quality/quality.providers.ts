import { join } from 'node:path'
import type { Provider } from '@nestjs/common'
import { API_CONFIG, type ApiConfig } from '../config'
import { CaseBook } from './cases/case-book'
import { CaseCounts } from './cases/case-counts'
import { CASE_BOOK, CasesService } from './cases/cases.service'
import { QualityLedger } from './ledger/quality-ledger'
import { MillLists } from './lists/mill-lists'
import { QualityService } from './quality.service'

/** What the module is made of; tests bring a store of their own. */
export const qualityProviders: Provider[] = [
  QualityLedger,
  MillLists,
  QualityService,
  CaseCounts,
  CasesService,
  {
    provide: CASE_BOOK,
    inject: [API_CONFIG],
    useFactory: ({ dataFolder }: ApiConfig) => CaseBook.open(join(dataFolder, 'quality')),
  },
]
