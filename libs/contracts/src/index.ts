export * from './live'
export * from './norms'
export * from './rest'
export * from './signals'
