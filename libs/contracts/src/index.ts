export * from './live'
export * from './rest'
export * from './signals'
