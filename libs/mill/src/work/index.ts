export * from './department-work'
export * from './task-time'
export * from './tasks'
