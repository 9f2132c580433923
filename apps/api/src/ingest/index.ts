export { IngestModule } from './ingest.module'
export { INGEST_STATUS, type IngestStatus, type IngestStatusSource } from './ingest-status.port'
