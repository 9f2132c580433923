export * from './departments'
export * from './history'
export * from './kpi'
export * from './mills'
