export { operatorCityIds } from './access.ts'
export { addCallBack } from './actions/add-call-back.ts'
export { addConsultation } from './actions/add-consultation.ts'
export { callBackCountSql } from './call-backs/queries.ts'
export {
  type BadLine,
  importConsultations,
  importConsultationText,
  ReceptionMapping,
  type ReceptionRead,
  readReceptionMapping,
} from './consultations/import-consultations.ts'
export { operatorPaths } from './paths.ts'
export { type DeskChannel, deskChannels } from './talk/forms.ts'
