export { homePaths, infoPages } from './paths.ts'
