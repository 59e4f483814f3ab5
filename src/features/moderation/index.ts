export { moderationPaths } from './paths.ts'
export { moderatedCities } from './queries.ts'
