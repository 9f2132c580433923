export * from './costs'
export * from './figures'
export * from './shift-outcome'
export * from './theory-beside'
