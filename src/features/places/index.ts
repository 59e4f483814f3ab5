export {
  type DistrictMapping,
  describedBy,
  districtFor,
  plainMapping,
  readDistrictMapping,
} from './district-mapping.ts'
export { type DistrictsRead, importDistricts } from './import-districts.ts'
export { type BadRow, importStreets } from './import-streets.ts'
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
export { streetKinds } from './street.ts'
