export { QualityModule } from './quality.module'
