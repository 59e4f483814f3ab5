export { receptionDeskPaths, receptionPaths } from './paths.ts'
