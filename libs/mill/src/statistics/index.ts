export * from './distribution'
export * from './estimate'
export * from './paired-difference'
export * from './student-t'
