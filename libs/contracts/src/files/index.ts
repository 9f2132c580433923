export * from './norms-file'
