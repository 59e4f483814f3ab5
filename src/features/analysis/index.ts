export { analysisPaths } from './paths.ts'
