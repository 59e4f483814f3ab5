export { eventPaths } from './paths.ts'
