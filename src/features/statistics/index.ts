export { statisticsPaths } from './paths.ts'
