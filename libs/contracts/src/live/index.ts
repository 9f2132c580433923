export * from './frame-table'
export * from './live-events'
export * from './spindle-changes'
