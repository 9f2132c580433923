export { CALIBRATED_MILLS, type CalibratedMills } from './calibrated-mills.port'
export { CalibrationModule } from './calibration.module'
