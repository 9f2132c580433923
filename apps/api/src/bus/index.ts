export { Bus } from './bus'
export { BusModule } from './bus.module'
export type * from './bus-events'
