export { operatorCityIds } from './access.ts'
export { addConsultation } from './actions/add-consultation.ts'
export { callBackCountSql } from './call-backs/queries.ts'
export {
  importConsultations,
  ReceptionMapping,
  readReceptionMapping,
} from './consultations/import-consultations.ts'
export { operatorPaths } from './paths.ts'
