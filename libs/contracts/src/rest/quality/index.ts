export * from './cases'
export * from './causes'
export * from './lists'
export * from './ranking'
