export { DoffsModule } from './doffs.module'
