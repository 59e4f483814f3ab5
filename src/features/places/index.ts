export {
  type DistrictMapping,
  describedBy,
  districtFor,
  plainMapping,
  readDistrictMapping,
} from './district-mapping.ts'
export { cityStreets, type FoundAddress, type FoundStreet, findStreets } from './find-streets.ts'
export { type DistrictsRead, importDistricts } from './import-districts.ts'
export { type BadRow, importStreets } from './import-streets.ts'
export { nameLang, streetName, type Writing } from './labels.ts'
export { placePaths } from './paths.ts'
export { type FoundPlace, findPlaces } from './search.ts'
export {
  isOutside,
  mostOverlap,
  mostPositions,
  overlapOf,
  positionsOf,
  readShape,
  type ShapeFault,
} from './shape-check.ts'
export { type Street, streetKinds } from './street.ts'
