export * from './columns'
export * from './read-row'
