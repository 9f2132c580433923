export * from './calibration-format'
export * from './columns'
export * from './read-row'
export * from './row-problem'
