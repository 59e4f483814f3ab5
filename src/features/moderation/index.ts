export { moderationPaths } from './paths.ts'
export { moderatedCities, queueCountSql } from './queries.ts'
