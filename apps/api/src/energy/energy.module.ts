import { Module } from '@nestjs/common'
import { StoreModule } from '../store'
import { TwinModule } from '../twin'
import { EnergyController } from './energy.controller'
import { EnergyService } from './energy.service'

/** Where the electricity of a mill goes. */
@Module({ imports: [StoreModule, TwinModule], controllers: [EnergyController], providers: [EnergyService] })
export class EnergyModule {}
