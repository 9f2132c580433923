import { Module } from '@nestjs/common'
import { StoreModule } from '../store'
import { TwinModule } from '../twin'
import { DoffsController } from './doffs.controller'
import { DoffsService } from './doffs.service'

/** What a ring frame did from doff to doff. */
@Module({ imports: [StoreModule, TwinModule], controllers: [DoffsController], providers: [DoffsService] })
export class DoffsModule {}
