export * from './mill-changes'
export * from './request'
export * from './result'
export * from './words'
