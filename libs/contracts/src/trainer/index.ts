export * from './trainer-answers'
export * from './trainer-command'
export * from './trainer-topics'
