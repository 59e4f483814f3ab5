export { guidePaths, guideStaffPaths } from './paths.ts'
