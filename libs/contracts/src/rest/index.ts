export * from './history'
export * from './kpi'
export * from './mills'
