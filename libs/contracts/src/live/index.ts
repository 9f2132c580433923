export * from './frame-table'
export * from './live-events'
export * from './process-table'
export * from './spindle-changes'
