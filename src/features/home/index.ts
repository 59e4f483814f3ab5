export { homePaths } from './paths.ts'
