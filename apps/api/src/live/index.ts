export { frameRowOf, metricsOfFrameRow } from './frame-row'
export { LiveModule } from './live.module'
export { LIVE_STATUS, type LiveStatusSource } from './live-status.port'
export { metricsOfProcessRow, ProcessFeed, processRowOf, type SinceOf } from './process-feed'
