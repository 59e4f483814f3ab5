export {
  type Area,
  type AreaShape,
  type City,
  langsOf,
  type Names,
  nameIn,
  namesOf,
  noticesOn,
  tilesOf,
} from './city.ts'
export { CityTerms } from './city-terms.ts'
export {
  allowPicturesFrom,
  askedIn,
  askedOn,
  type CityLocals,
  cityContext,
  cityOf,
  langOf,
  translateOf,
} from './context.ts'
export { logoHref } from './logo.ts'
export { type Hours, hoursInWords, type OpenState, openState } from './opening-hours.ts'
export { cityPaths } from './paths.ts'
export { phoneInWords, telHref } from './phone.ts'
export { CityProfile } from './profile.ts'
export { calendarOf, cities, cityById, cityBySlug } from './queries.ts'
export { Residents } from './residents.ts'
export {
  Retention,
  type RetentionName,
  retentionDays,
  retentionNames,
  retentionOfCities,
} from './retention.ts'
export { type Term, termOf } from './term.ts'
