export * from './codes'
export * from './kpi'
export type * from './mill-plan'
export * from './staffing'
