import { Module } from '@nestjs/common'
import { IngestModule } from '../ingest'
import { LiveModule } from '../live'
import { StoreModule } from '../store'
import { TwinModule } from '../twin'
import { HealthController } from './health.controller'
import { HealthService } from './health.service'

@Module({
  imports: [IngestModule, StoreModule, LiveModule, TwinModule],
  controllers: [HealthController],
  providers: [HealthService],
})
export class HealthModule {}
