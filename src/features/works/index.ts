export { workPaths } from './paths.ts'
export { worksOfMap } from './queries.ts'
