export * from './count-tails'
export * from './series'
