import { Module } from '@nestjs/common'
import { MILL_DIRECTORY } from './mill-directory.port'
import { MillsController } from './mills.controller'
import { TwinService } from './twin.service'

@Module({
  controllers: [MillsController],
  providers: [TwinService, { provide: MILL_DIRECTORY, useExisting: TwinService }],
  exports: [TwinService, MILL_DIRECTORY],
})
export class TwinModule {}
