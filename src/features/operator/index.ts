export { operatorCityIds } from './access.ts'
export {
  importConsultations,
  ReceptionMapping,
  readReceptionMapping,
} from './consultations/import-consultations.ts'
export { operatorPaths } from './paths.ts'
