export * from './count-tails'
export * from './gamma'
export * from './series'
