import { Module } from '@nestjs/common'
import { KpiModule } from '../kpi'
import { StoreModule } from '../store'
import { TwinModule } from '../twin'
import { PastController } from './past.controller'
import { PastService } from './past.service'
import { PastMender } from './past-mender'
import { PastRecorder } from './past-recorder'

@Module({
  imports: [TwinModule, KpiModule, StoreModule],
  controllers: [PastController],
  providers: [PastService, PastRecorder, PastMender],
})
export class PastModule {}
