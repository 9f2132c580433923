export { describeFileProblem, type FileProblem } from './checked-yaml'
export * from './mill-file'
export * from './norms-file'
