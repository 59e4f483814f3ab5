export { type CityStarts, issueFirstRunLink } from './city-starts.ts'
export { settingsPaths } from './paths.ts'
export { administeredCities } from './queries.ts'
export { textCities } from './texts/scope.ts'
