export { eventPaths } from './paths.ts'
export { eventsOfMap } from './public/queries.ts'
