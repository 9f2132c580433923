export * from './norm-constants'
export * from './norm-rules'
