export { PastModule } from './past.module'
