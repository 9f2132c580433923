export * from './codes'
export type * from './mill-plan'
export * from './staffing'
