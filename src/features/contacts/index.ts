export { contactCityIds } from './access.ts'
export { contactPaths } from './paths.ts'
