export * from './ratio'
export * from './response-histogram'
export * from './ring-figures'
export * from './ring-totals'
