import { Module } from '@nestjs/common'
import { IngestService } from './ingest.service'
import { INGEST_STATUS } from './ingest-status.port'

@Module({
  providers: [IngestService, { provide: INGEST_STATUS, useExisting: IngestService }],
  exports: [INGEST_STATUS],
})
export class IngestModule {}
