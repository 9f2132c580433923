export { frameRowOf } from './frame-row'
export { LiveModule } from './live.module'
export { LIVE_STATUS, type LiveStatusSource } from './live-status.port'
export { ProcessFeed, type TimesOf } from './process-feed'
