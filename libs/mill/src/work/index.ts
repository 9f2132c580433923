export * from './department-work'
export * from './tasks'
