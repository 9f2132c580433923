import { join } from 'node:path'
import { Module } from '@nestjs/common'
import { CLOCK, type Clock } from '../clock'
import { API_CONFIG, type ApiConfig } from '../config'
import { NORMS_IN_USE, type NormsInUse, StaffingModule } from '../staffing'
import { BaseMills } from './base-mills'
import { CALIBRATED_MILLS } from './calibrated-mills.port'
import { CalibrationController } from './calibration.controller'
import { CalibrationService } from './calibration.service'
import { CalibrationBook } from './calibration-book'
import { UploadFolder } from './upload-folder'

@Module({
  imports: [StaffingModule],
  controllers: [CalibrationController],
  providers: [
    {
      provide: CalibrationBook,
      inject: [API_CONFIG],
      useFactory: (config: ApiConfig) => new CalibrationBook(join(config.dataFolder, 'calibrations')),
    },
    { provide: CALIBRATED_MILLS, useExisting: CalibrationBook },
    {
      provide: CalibrationService,
      inject: [API_CONFIG, CalibrationBook, NORMS_IN_USE, CLOCK],
      useFactory: (config: ApiConfig, book: CalibrationBook, norms: NormsInUse, clock: Clock) => {
        const uploads = new UploadFolder(join(config.dataFolder, 'calibrations', 'files'))
        return new CalibrationService(uploads, book, new BaseMills(), norms, clock)
      },
    },
  ],
  exports: [CALIBRATED_MILLS],
})
export class CalibrationModule {}
