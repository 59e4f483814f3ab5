export { NewsForm } from './forms.ts'
export { type Call, type CallsInput, type CallsModel, callsModel, callsPage } from './page.ts'
export { type Caller, callersOf } from './queries.ts'
