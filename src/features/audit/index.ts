export { auditPaths } from './paths.ts'
export { auditedCities } from './queries.ts'
