export { settingsPaths } from './paths.ts'
export { administeredCities } from './queries.ts'
