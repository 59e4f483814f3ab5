export { recordBounce } from './actions/record-bounce.ts'
export { followingPaths } from './paths.ts'
