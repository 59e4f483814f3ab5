export { apiPaths } from './paths.ts'
