export { LiveModule } from './live.module'
export { LIVE_STATUS, type LiveStatusSource } from './live-status.port'
