export * from './mill-event'
export type * from './readings'
